"""A site with many articles, whose names are made of a newsroom's words."""

import datetime as dt
import json
import random

from django.core.management import call_command
from tqdm import tqdm

from institute_site.demo import content
from news.models import ArticlePage, ArticleVenue, NewsIndexPage, ProgrammePage, Topic, Venue

WORDS = {
    "en": "school fund region market report festival course engineers pilot laboratory companies managers"
    " results opens closes record first second winter spring call grants clubs workshop railway harbour"
    " foundry university investors data open agreement signed visit forum index quarter years".split(),
    "ru": "школа фонд регион рынок отчёт фестиваль курс инженеры пилот лаборатория компании управляющие"
    " итоги открытие закрытие рекорд первый второй зима весна конкурс гранты кружки мастерская порт"
    " литейный университет инвесторы данные открытые соглашение визит форум индекс квартал годы".split(),
}
DAYS = 365 * 12


def site(number: int) -> None:
    """Have the demo and `number` articles beside it, half in each language; kept for the next run."""
    call_command("migrate", verbosity=0)
    if not content.is_loaded():
        content.load()
    chance = random.Random(number)
    for language, words in WORDS.items():
        index = NewsIndexPage.objects.get(locale__language_code=language)
        there = ArticlePage.objects.filter(
            locale=index.locale, source_id__startswith="bench:"
        ).count()
        for serial in tqdm(range(there, number // 2), desc=f"seeding {language}"):
            _article(index, language, serial, words, chance)


def _article(
    index: NewsIndexPage, language: str, serial: int, words: list[str], chance: random.Random
) -> None:
    locale = index.locale
    article = ArticlePage(
        locale=locale,
        source_id=f"bench:{language}:{serial}",
        slug=f"bench-{serial}",
        title=" ".join(chance.choices(words, k=8)).capitalize(),
        lead=" ".join(chance.choices(words, k=25)).capitalize() + ".",
        date=dt.date(2026, 11, 1) - dt.timedelta(days=chance.randrange(DAYS)),
        body=json.dumps(
            [{"type": "text", "value": f"<p>{' '.join(chance.choices(words, k=300))}</p>"}]
        ),
    )
    venues = list(Venue.objects.filter(locale=locale))
    article.venue_links = [ArticleVenue(venue=venue) for venue in chance.sample(venues, 2)]
    article.programmes = chance.sample(list(ProgrammePage.objects.filter(locale=locale)), 1)
    article.topics = chance.sample(list(Topic.objects.filter(locale=locale)), 2)
    index.add_child(instance=article)
