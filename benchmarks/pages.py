"""What pages cost without a cache before them: requests a second, as a share of those of an empty view.

Both on gunicorn with the same configuration, the site with the production settings, in alternating rounds.
The empty view says 20 kB, without middleware or database, see `empty.py`.
"""

import random
import statistics
from itertools import product
from typing import Any

from . import load
from .report import AT_LEAST, Figure
from .serving import gunicorn
from .site import Site

ARTICLES = 100_000
# As many addresses as a wave of readers goes to.
READ = 500
ROUNDS, SECONDS, WARM_SECONDS = 5, 3, 20
LIMITS = {"article": 0.10, "listing": 0.05}
DEMO = "/en/news/rukami-closes-its-year-with-a-school-of-organizers-of-technological-clubs/"


def addresses() -> dict[str, list[str]]:
    """What is asked for, by name; called in the process of the site."""
    from news.models import ArticlePage, Venue

    articles = (
        ArticlePage.objects.live().in_language("en").newest().filter(source_id__contains="bench")
    )
    slugs = list(articles.values_list("slug", flat=True))
    venues = list(Venue.objects.filter(locale__language_code="en").values_list("slug", flat=True))
    chance = random.Random(ARTICLES)
    unread = [f"/en/news/{slug}/" for slug in slugs[READ:]]
    questions = [
        f"/en/news/?venue={venue}&from={year}" for venue, year in product(venues, range(2016, 2026))
    ]
    chance.shuffle(unread)
    chance.shuffle(questions)
    return {
        "article": [f"/en/news/{slug}/" for slug in slugs[:READ]],
        "listing": ["/en/news/"],
        "home": ["/en/"],
        "article of the demo": [DEMO],
        "programme": ["/en/programmes/rukami/"],
        "article that nobody has read": unread,
        "question that nobody has asked": questions,
        "search": ["/en/search/?q=harbour"],
    }


def of_archive() -> dict[str, dict[str, Any]]:
    """Measure them, of the archive that is there or is made now."""
    with Site(ARTICLES) as site:
        site.ask("archive")
        asked = site.ask("addresses")
    return measure(asked)


def measure(asked: dict[str, list[str]]) -> dict[str, dict[str, Any]]:
    """For each name its requests a second and their share, medians of the rounds."""
    taken: dict[str, dict[str, Any]] = {}
    with gunicorn("benchmarks.empty") as empty, gunicorn("institute_site.wsgi", ARTICLES) as site:
        load.per_second(empty, ["/"], SECONDS)
        for name, listed in asked.items():
            if "nobody" not in name:
                load.per_second(site, listed, WARM_SECONDS if len(listed) > 1 else SECONDS)
            rounds = [
                (load.per_second(site, listed, SECONDS), load.per_second(empty, ["/"], SECONDS))
                for _round in range(ROUNDS)
            ]
            taken[name] = {
                "share": statistics.median(page / nothing for page, nothing in rounds),
                "a second": statistics.median(page for page, _nothing in rounds),
                "empty view": statistics.median(nothing for _page, nothing in rounds),
            }
    return taken


def figures(taken: dict[str, dict[str, Any]]) -> list[Figure]:
    """Those with a limit."""
    return [
        Figure(f"uncached {name} / an empty view", taken[name]["share"], AT_LEAST, limit)
        for name, limit in LIMITS.items()
    ]


def table(taken: dict[str, dict[str, Any]]) -> str:
    """All of them."""
    title = f"{ARTICLES:,} articles, {load.CONNECTIONS} connections; no cache before the site"
    head = (
        f"  {'':32}{'share of an empty view':>24}{'requests a second':>20}{'of the empty view':>20}"
    )
    rows = [
        f"  {name:32}{one['share']:>24.3f}{one['a second']:>20.0f}{one['empty view']:>20.0f}"
        for name, one in taken.items()
    ]
    return "\n".join([title, head, *rows])


def main() -> None:
    """Only this."""
    taken = of_archive()
    print(table(taken))
    print("\n".join(map(str, figures(taken))))


if __name__ == "__main__":
    main()
