"""A newsroom's words in English and Russian, and invented names for the long tail of them."""

import itertools
import random
from bisect import bisect
from collections.abc import Sequence
from typing import Any, NamedTuple


class Place(NamedTuple):
    """A town: its name, and how Russian says of it and in it."""

    en: str
    ru: str
    of: str
    where: str


class Person(NamedTuple):
    """A surname, in Russian also as "of whom" and "by whom"."""

    en: str
    ru: str
    of: str
    by: str


class Name(NamedTuple):
    """What is not declined: companies, in quotation marks in Russian."""

    en: str
    ru: str


class Thing(NamedTuple):
    """What something is about, in Russian also as "of what"."""

    en: str
    ru: str
    of: str


class Zipf[T]:
    """Draws of which the first are frequent and the last are rare."""

    def __init__(self, items: Sequence[T], exponent: float = 1.0) -> None:
        self.items = items
        self.weights = list(
            itertools.accumulate(1 / (rank + 2) ** exponent for rank in range(len(items)))
        )

    def draw(self, chance: random.Random) -> T:
        """One of them."""
        return self.items[bisect(self.weights, chance.random() * self.weights[-1])]


_TOWNS = """
Moscow,Москва,Москвы,в Москве|St. Petersburg,Санкт-Петербург,Санкт-Петербурга,в Санкт-Петербурге
Kazan,Казань,Казани,в Казани|Tomsk,Томск,Томска,в Томске|Samara,Самара,Самары,в Самаре
Novosibirsk,Новосибирск,Новосибирска,в Новосибирске|Perm,Пермь,Перми,в Перми|Ufa,Уфа,Уфы,в Уфе
Yekaterinburg,Екатеринбург,Екатеринбурга,в Екатеринбурге|Tula,Тула,Тулы,в Туле|Omsk,Омск,Омска,в Омске
Vladivostok,Владивосток,Владивостока,во Владивостоке|Kaluga,Калуга,Калуги,в Калуге
Pskov,Псков,Пскова,в Пскове
Irkutsk,Иркутск,Иркутска,в Иркутске|Ryazan,Рязань,Рязани,в Рязани|Voronezh,Воронеж,Воронежа,в Воронеже
Saratov,Саратов,Саратова,в Саратове|Krasnoyarsk,Красноярск,Красноярска,в Красноярске
Tver,Тверь,Твери,в Твери
Chelyabinsk,Челябинск,Челябинска,в Челябинске|Tyumen,Тюмень,Тюмени,в Тюмени|Sochi,Сочи,Сочи,в Сочи
Kaliningrad,Калининград,Калининграда,в Калининграде|Murmansk,Мурманск,Мурманска,в Мурманске
Yakutsk,Якутск,Якутска,в Якутске|Barnaul,Барнаул,Барнаула,в Барнауле
Belgorod,Белгород,Белгорода,в Белгороде
Ulyanovsk,Ульяновск,Ульяновска,в Ульяновске|Saransk,Саранск,Саранска,в Саранске|Penza,Пенза,Пензы,в Пензе
Vologda,Вологда,Вологды,в Вологде|Khabarovsk,Хабаровск,Хабаровска,в Хабаровске|Kirov,Киров,Кирова,в Кирове
"""
_THINGS = """
digital skills,цифровые навыки,цифровых навыков|robotics,робототехника,робототехники
clean energy,чистая энергетика,чистой энергетики|open data,открытые данные,открытых данных
new materials,новые материалы,новых материалов|biotechnology,биотехнологии,биотехнологий
machine learning,машинное обучение,машинного обучения
urban transport,городской транспорт,городского транспорта
school science,школьная наука,школьной науки|small business,малый бизнес,малого бизнеса
medical devices,медицинские приборы,медицинских приборов|food safety,безопасность еды,безопасности еды
space engineering,космическая техника,космической техники|forestry,лесное хозяйство,лесного хозяйства
regional tourism,местный туризм,местного туризма|fisheries,рыболовство,рыболовства
water treatment,очистка воды,очистки воды|drones,беспилотники,беспилотников
heritage buildings,старинные здания,старинных зданий|photonics,фотоника,фотоники
youth employment,занятость молодёжи,занятости молодёжи|logistics,логистика,логистики
rural clinics,сельские больницы,сельских больниц|batteries,аккумуляторы,аккумуляторов
industrial software,промышленные программы,промышленных программ
recycling,переработка отходов,переработки отходов
teacher training,обучение учителей,обучения учителей|export support,поддержка экспорта,поддержки экспорта
venture capital,венчурный капитал,венчурного капитала
quantum computing,квантовые вычисления,квантовых вычислений
engineering design,инженерный дизайн,инженерного дизайна|social housing,социальное жильё,социального жилья
the northern sea route,Северный морской путь,Северного морского пути
crop science,растениеводство,растениеводства
libraries,библиотеки,библиотек|telemedicine,телемедицина,телемедицины
foundries,литейные цеха,литейных цехов
"""
_GATHERINGS = """
forum,форум,форума|summer school,летняя школа,летней школы|festival,фестиваль,фестиваля
conference,конференция,конференции|hackathon,хакатон,хакатона|workshop,мастерская,мастерской
open day,день открытых дверей,дня открытых дверей|exhibition,выставка,выставки|contest,конкурс,конкурса
seminar,семинар,семинара|career fair,ярмарка вакансий,ярмарки вакансий|olympiad,олимпиада,олимпиады
investment session,инвестиционная сессия,инвестиционной сессии|winter camp,зимний лагерь,зимнего лагеря
public lecture,открытая лекция,открытой лекции|round table,круглый стол,круглого стола
"""
_PEOPLE = """
engineers,инженеры,инженеров|teachers,учителя,учителей|students,студенты,студентов
founders,основатели,основателей
graduates,выпускники,выпускников|doctors,врачи,врачей|investors,инвесторы,инвесторов
designers,дизайнеры,дизайнеров
farmers,фермеры,фермеров|researchers,исследователи,исследователей|schoolchildren,школьники,школьников
developers,разработчики,разработчиков|managers,управленцы,управленцев|volunteers,добровольцы,добровольцев
"""
_MONTHS = """
January,январь,января|February,февраль,февраля|March,март,марта|April,апрель,апреля|May,май,мая
June,июнь,июня
July,июль,июля|August,август,августа|September,сентябрь,сентября|October,октябрь,октября
November,ноябрь,ноября|December,декабрь,декабря
"""
PROGRAMMES = [
    Name(*pair.split("/"))
    for pair in "Horizon/Горизонт Compass/Компас Workshop/Цех Harbour/Гавань Meridian/Меридиан"
    " Impulse/Импульс Spark/Искра Bridge/Мост Vector/Вектор Orbit/Орбита Anchor/Якорь Field/Поле"
    " Lighthouse/Маяк"
    " Current/Поток Source/Источник Foundry/Литейная Constellation/Созвездие Step/Шаг"
    " Beacon/Бакен Archive/Архив"
    " Wave/Волна Prism/Призма Northern/Северная Railway/Магистраль Garden/Сад Ascent/Восхождение"
    " Signal/Сигнал"
    " Atlas/Атлас Formula/Формула Chronicle/Летопись".split()
]
_SYLLABLES = dict(
    pair.split("/")
    for pair in "ka/ка lo/ло mi/ми ta/та no/но re/ре za/за bo/бо du/ду ve/ве sha/ша gu/гу pe/пе"
    " li/ли ro/ро"
    " ma/ма su/су chi/чи de/де to/то na/на ko/ко vi/ви go/го ly/лы ba/ба zhu/жу ne/не si/си pa/па ra/ра"
    " khe/хе".split()
)


def _table(row: type[Any], text: str) -> list[Any]:
    return [row(*cell.split(",")) for line in text.split("\n") for cell in line.split("|") if cell]


def _stems(number: int, chance: random.Random) -> list[tuple[str, str]]:
    """Different beginnings of two or three syllables, in both alphabets."""
    stems: dict[str, str] = {}
    while len(stems) < number:
        parts = chance.choices(list(_SYLLABLES.items()), k=chance.choice((2, 3, 3)))
        stems["".join(p[0] for p in parts).capitalize()] = "".join(p[1] for p in parts).capitalize()
    return list(stems.items())


def _towns(chance: random.Random) -> list[Place]:
    invented = [
        Place(f"{en}{end}", f"{ru}{end_ru}", f"{ru}{end_ru}а", f"в {ru}{end_ru}е")
        for en, ru in _stems(4_000, chance)
        for end, end_ru in [chance.choice([("nsk", "нск"), ("grad", "град"), ("gorsk", "горск")])]
    ]
    return [*_table(Place, _TOWNS), *invented]


def _surnames(chance: random.Random) -> list[Person]:
    return [
        Person(f"{en}{end}", f"{ru}{end_ru}", f"{ru}{end_ru}а", f"{ru}{end_ru}ым")
        for en, ru in _stems(14_000, chance)
        for end, end_ru in [chance.choice([("nov", "нов"), ("lin", "лин"), ("shev", "шев")])]
    ]


def _companies(chance: random.Random) -> list[Name]:
    endings = [("tech", "тех"), ("lab", "лаб"), ("prom", "пром"), ("soft", "софт"), ("bio", "био")]
    return [
        Name(f"{en}{end}", f"«{ru}{end_ru}»")
        for en, ru in _stems(10_000, chance)
        for end, end_ru in [chance.choice(endings)]
    ]


def slots(chance: random.Random) -> dict[str, Zipf[Any]]:
    """What the templates of names are filled with, by the slot's name."""
    return {
        "town": Zipf(_towns(chance)),
        "person": Zipf(_surnames(chance), 0.8),
        "company": Zipf(_companies(chance), 0.8),
        "thing": Zipf(_table(Thing, _THINGS), 0.7),
        "gathering": Zipf(_table(Thing, _GATHERINGS), 0.7),
        "people": Zipf(_table(Thing, _PEOPLE), 0.7),
        "month": Zipf(_table(Thing, _MONTHS), 0.1),
        "programme": Zipf(PROGRAMMES, 0.7),
        "number": Zipf([*range(3, 100), *range(100, 1000, 10)], 0.5),
        "day": Zipf(range(1, 29), 0.1),
    }
