"""Names of articles as a newsroom writes them: the same sentence in English and in Russian."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any, NamedTuple

from .vocabulary import Zipf, slots

TEMPLATES = [
    (
        "{programme.en} opens its {gathering.en} on {thing.en} in {town.en}",
        "«{programme.ru}»: {gathering.ru} по теме «{thing.ru}» {town.where}",
    ),
    (
        "{number} {people.en} finish the {programme.en} course on {thing.en}",
        "{number} человек окончили курс «{programme.ru}» о развитии {thing.of}",
    ),
    (
        "{company.en} and the institute sign an agreement on {thing.en}",
        "Институт и компания {company.ru} подписали соглашение о развитии {thing.of}",
    ),
    (
        "{people.en} of {town.en} meet {person.en} at the {gathering.en}",
        "{people.ru} из {town.of} встретились с экспертом {person.by}",
    ),
    (
        "Applications open for the {year} {programme.en} {gathering.en} in {town.en}",
        "Открыт приём заявок на участие: «{programme.ru}» {town.where}, {year} год",
    ),
    (
        "{person.en}: {thing.en} will change the region by {later}",
        "Эксперт {person.ru} о будущем {thing.of}: регион изменится к {later} году",
    ),
    (
        "Results of the {gathering.en} for {people.en}: {number} projects on {thing.en}",
        "Итоги {gathering.of} для {people.of}: {number} проектов о развитии {thing.of}",
    ),
    (
        "{company.en} of {town.en} raises {number} million roubles for {thing.en}",
        "Компания {company.ru} из {town.of} привлекла {number} млн рублей на развитие {thing.of}",
    ),
    (
        "How {people.en} from {town.en} and {town2.en} build {thing.en} together",
        "Как {people.ru} из {town.of} и {town2.of} вместе развивают {thing.ru}",
    ),
    (
        "{programme.en} expert {person.en} visits {company.en} in {town.en}",
        "Эксперт программы «{programme.ru}» {person.ru} посетил компанию {company.ru} {town.where}",
    ),
    (
        "Institute publishes its {year} report on {thing.en}",
        "Институт опубликовал отчёт о состоянии {thing.of} за {year} год",
    ),
    (
        "{gathering.en} of {people.en} in {town.en} on {day} {month.en}",
        "{gathering.ru} для {people.of} {town.where} {day} {month.of}",
    ),
    (
        "New laboratory of {thing.en} opens in {town.en} with {company.en}",
        "{town.where} открылась лаборатория {thing.of} при участии компании {company.ru}",
    ),
    (
        "{person.en} and {person2.en} join the board of {programme.en}",
        "{person.ru} и {person2.ru} вошли в совет программы «{programme.ru}»",
    ),
    (
        "Fund invests {number} million roubles in {company.en}, a maker of {thing.en}",
        "Фонд вложил {number} млн рублей в компанию {company.ru} ради {thing.of}",
    ),
    (
        "Winners of the {year} {gathering.en} on {thing.en} named in {town.en}",
        "Названы победители {gathering.of} {year} года о развитии {thing.of} {town.where}",
    ),
    (
        "{number} schools of {town.en} try {thing.en} with {programme.en}",
        "{number} школ {town.of} пробуют {thing.ru} вместе с программой «{programme.ru}»",
    ),
    (
        "Pilot of {company.en} with {person.en} starts in {month.en}",
        "Пилотный проект компании {company.ru} и эксперта {person.of} начнётся: {month.ru}",
    ),
    (
        "Register by {day} {month.en}: {gathering.en} for {people.en} in {town.en}",
        "Регистрация до {day} {month.of}: {gathering.ru} для {people.of} {town.where}",
    ),
    (
        "{town.en} and {town2.en} share first place in the {year} {thing.en} index",
        "{town.ru} и {town2.ru} делят первое место в рейтинге {thing.of} {year} года",
    ),
    (
        "Memory of {person.en}, teacher of {people.en} in {town.en}",
        "Памяти {person.of}, учителя {people.of} из {town.of}",
    ),
    (
        "{company.en}, {company2.en} and {number} more companies show {thing.en} at the {gathering.en}",
        "Компании {company.ru}, {company2.ru} и ещё {number} участников представили {thing.ru}",
    ),
]


class Pair(NamedTuple):
    """A name in both languages."""

    en: str
    ru: str


class Draw(dict[str, Any]):
    """One drawing of each slot that a template asks for, the same for both languages."""

    def __init__(self, slots: dict[str, Zipf[Any]], chance: random.Random, day: dt.date) -> None:
        super().__init__(year=day.year, later=day.year + 1 + day.day % 7)
        self.slots, self.chance = slots, chance

    def __missing__(self, slot: str) -> Any:
        value = self[slot] = self.slots[slot.rstrip("2")].draw(self.chance)
        return value


def names(dates: list[dt.date], chance: random.Random) -> Iterator[Pair]:
    """A name for an article of each date."""
    words, templates = slots(chance), Zipf(TEMPLATES, 0.3)
    for date in dates:
        drawn = Draw(words, chance, date)
        yield Pair(*(_sentence(text.format_map(drawn)) for text in templates.draw(chance)))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
