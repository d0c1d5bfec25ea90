"""The words that dates are written with, as tables: a kind, its value, and every way to write it.

`stem(ending ending)` stands for the stem with each ending, `-` for the stem alone; `ё` is read as
`е`. A language without a table still has its names of months and days of the week, from Django.

Kinds: M month, W day of the week, S season (its first month), O ordinal number, D number in words;
units of time d w m q y and h half; a one of them; R last, this or next (-1, 0, 1), P past, A ago,
T days from today; words before a date: p neutral, f for a beginning, u for an end, b between, & its `and`;
blank what means nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils import dates, translation

Table = dict[str, dict[int, str]]

ENGLISH: Table = {
    "M": {
        1: "January Jan",
        2: "February Feb",
        3: "March Mar",
        4: "April Apr",
        5: "May",
        6: "June Jun",
        7: "July Jul",
        8: "August Aug",
        9: "September Sept Sep",
        10: "October Oct",
        11: "November Nov",
        12: "December Dec",
    },
    "W": {
        0: "Monday Mon",
        1: "Tuesday Tues Tue",
        2: "Wednesday Wed",
        3: "Thursday Thurs Thur Thu",
        4: "Friday Fri",
        5: "Saturday Sat",
        6: "Sunday Sun",
    },
    "S": {3: "spring", 6: "summer", 9: "autumn fall", 12: "winter"},
    "O": {1: "first i", 2: "second ii", 3: "third iii", 4: "fourth iv"},
    "D": {
        1: "one",
        2: "two",
        3: "three",
        4: "four",
        5: "five",
        6: "six",
        7: "seven",
        8: "eight",
        9: "nine",
        10: "ten",
    },
    "d": {0: "day(- s)"},
    "w": {0: "week(- s)"},
    "m": {0: "month(- s)"},
    "q": {0: "quarter(- s) q"},
    "y": {0: "year(- s)"},
    "h": {0: "half h"},
    "R": {-1: "last previous", 0: "this current", 1: "next coming following"},
    "P": {-1: "past"},
    "A": {0: "ago"},
    "T": {-1: "yesterday", 0: "today", 1: "tomorrow"},
    "p": {0: "in on during for"},
    "f": {0: "from since"},
    "u": {0: "to until till through by"},
    "b": {0: "between"},
    "&": {0: "and"},
    "a": {1: "a an"},
    " ": {0: "the of"},
}

RUSSIAN: Table = {
    "M": {
        1: "январ(я ь е ем ю) янв",
        2: "феврал(я ь е ем ю) февр фев",
        3: "март(а - е ом у) мар",
        4: "апрел(я ь е ем ю) апр",
        5: "ма(я й е ем ю)",
        6: "июн(я ь е ем ю -)",
        7: "июл(я ь е ем ю -)",
        8: "август(а - е ом у) авг",
        9: "сентябр(я ь е ем ю) сент сен",
        10: "октябр(я ь е ем ю) окт",
        11: "ноябр(я ь е ем ю) нояб ноя",
        12: "декабр(я ь е ем ю) дек",
    },
    "W": {
        0: "понедельник(- а е ом у) пн",
        1: "вторник(- а е ом у) вт",
        2: "сред(а ы е у ой) ср",
        3: "четверг(- а е ом у) чт",
        4: "пятниц(а ы е у ей) пт",
        5: "суббот(а ы е у ой) сб",
        6: "воскресень(е я и ю ем) вс",
    },
    "S": {
        3: "весн(а ы е у ой)",
        6: "лет(о а е у ом)",
        9: "осен(ь и ью)",
        12: "зим(а ы е у ой)",
    },
    "O": {
        1: "перв(ый ая ое ого ой ом ую)",
        2: "втор(ой ая ое ого ом ую)",
        3: "трет(ий ья ье ьего ьей ьем ью)",
        4: "четверт(ый ая ое ого ой ом ую)",
    },
    "D": {
        1: "один одну одна",
        2: "два две двух",
        3: "три трех",
        4: "четыре четырех",
        5: "пят(ь и)",
        6: "шест(ь и)",
        7: "сем(ь и)",
        8: "восемь восьми",
        9: "девят(ь и)",
        10: "десят(ь и)",
    },
    "d": {0: "день дн(я ю е ем и ей)"},
    "w": {0: "недел(я и е ю ей ь)"},
    "m": {0: "месяц(- а е у ем ы ев)"},
    "q": {0: "квартал(- а е у ом ы ов) кв"},
    "y": {0: "год(- а е у ом ы ов ах) лет гг г"},
    "h": {0: "полугоди(е я и ю ем) половин(а ы е у ой)"},
    "R": {
        -1: "прошл(ый ая ое ого ой ом ую ым) предыдущ(ий ая ее его ей ем ую ие их)",
        0: "этот эта это этого этой этом эту текущ(ий ая ее его ей ем ую)",
        1: "следующ(ий ая ее его ей ем ую ие их) будущ(ий ая ее его ей ем ую)",
    },
    "P": {-1: "последн(ий яя ее его ей ем юю ие их)"},
    "A": {0: "назад"},
    "T": {-2: "позавчера", -1: "вчера", 0: "сегодня", 1: "завтра", 2: "послезавтра"},
    "p": {0: "в во за на"},
    "f": {0: "с со от"},
    "u": {0: "по до"},
    "b": {0: "между"},
    "&": {0: "и"},
    " ": {0: "тому"},
}

TABLES = {"en": ENGLISH, "ru": RUSSIAN}

# What stands right after a number: 4th, 4-е; and after the year that names a decade: 1990s, 2010-е.
ORDINAL_ENDINGS = frozenset(
    {"st", "nd", "rd", "th", "й", "го", "е", "я", "ое", "ый", "м", "ом", "му"}
)
DECADE_ENDINGS = frozenset({"s", "'s", "е", "х", "ые", "ых"})


@dataclass(frozen=True)
class Word:
    """A known word: its kind and value, and how it is spelt."""

    kind: str
    value: int
    spelling: str


def key(word: str) -> str:
    """The form in which a word is looked up: case, a full stop and the dots of `ё` do not matter."""
    return word.lower().replace("ё", "е").rstrip(".")


@cache
def vocabulary() -> dict[str, Word]:
    """Every known word of the configured languages by its key; usual spellings come first."""
    words: dict[str, Word] = {}
    for language, _name in settings.LANGUAGES:
        table = TABLES.get(language.split("-")[0], {})
        for kind, values in table.items():
            for value, spellings in values.items():
                for spelling in _spelt_out(spellings):
                    words.setdefault(key(spelling), Word(kind, value, spelling))
        with translation.override(language):
            for kind, names in _names():
                for value, name in names.items():
                    words.setdefault(key(str(name)), Word(kind, value, str(name)))
    return words


def _spelt_out(spellings: str) -> Iterator[str]:
    for stem, endings in re.findall(r"([^\W\d_]+)(?:\(([^)]*)\))?", spellings):
        yield from (stem + ending.strip("-") for ending in endings.split() or [""])


def _names() -> list[tuple[str, dict[int, str]]]:
    """The names of months and of days of the week that Django has, in the active language."""
    months = (dates.MONTHS, dates.MONTHS_ALT, dates.MONTHS_3, dates.MONTHS_AP)
    weekdays = (dates.WEEKDAYS, dates.WEEKDAYS_ABBR)
    return [*(("M", names) for names in months), *(("W", names) for names in weekdays)]
