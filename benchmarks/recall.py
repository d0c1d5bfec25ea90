"""How often the wanted article is found, by kind of error: our search beside Wagtail's as it comes.

`python -m benchmarks.recall` asks the judged list of `tests/search` on a site of its own.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import StringIO
from typing import Any

Search = Callable[[str, str], list[str]]


@dataclass(frozen=True)
class Recall:
    """Of the queries of a kind: how many there are, the share found among the first 1, 3 and 10.

    `kept_out` is the share of those queries that find nothing, or not the article that they exclude,
    as they must; shares are None where there is no such query.
    """

    queries: int
    top_1: float | None
    top_3: float | None
    top_10: float | None
    kept_out: float | None


def measure() -> dict[str, dict[str, Recall]]:
    """By contender, by kind of error; "all" is every kind together. The site is left as it was."""
    from tests.search import judged

    with _articles():
        return {
            name: _recalls(
                [judged.Outcome(row, search(row.language, row.query)) for row in judged.queries()]
            )
            for name, search in contenders().items()
        }


def contenders() -> dict[str, Search]:
    """The searches to compare: each takes a language and a query, and gives identities, best first.

    Wagtail's are asked as its documentation says: for whole words, for beginnings, for errors.
    """
    from modelsearch.query import Fuzzy

    from tests.search import judged

    return {
        "ours": judged.ask,
        "Wagtail search": _wagtail(lambda articles, query: articles.search(query)),
        "autocomplete": _wagtail(lambda articles, query: articles.autocomplete(query)),
        "fuzzy": _wagtail(lambda articles, query: articles.search(Fuzzy(query, operator="and"))),
    }


def _wagtail(results: Callable[[Any, str], Any]) -> Search:
    from wagtail.models import Locale

    from news.models import ArticlePage
    from tests.search.judged import LOOKED_AT

    def search(language: str, query: str) -> list[str]:
        locale = Locale.objects.get_for_language(language)
        articles = ArticlePage.objects.live().filter(locale=locale)
        found = results(articles.defer_streamfields(), query)[:LOOKED_AT]
        return [article.source_id for article in found]

    return search


@contextmanager
def _articles() -> Iterator[None]:
    """The list's articles in both indexes; everything is undone in the end."""
    from django.core.management import call_command
    from django.db import transaction

    from tests.search import judged

    with transaction.atomic():
        judged.add_articles()
        for command in ("enable_unaccent", "enable_trigram"):
            call_command(command, stdout=StringIO())
        call_command("wagtail_update_index", verbosity=0)
        yield
        transaction.set_rollback(True)


def _recalls(outcomes: list[Any]) -> dict[str, Recall]:
    kinds = dict.fromkeys(outcome.judged.kind for outcome in outcomes)
    return {
        **{kind: _recall([o for o in outcomes if o.judged.kind == kind]) for kind in kinds},
        "all": _recall(outcomes),
    }


def _recall(outcomes: list[Any]) -> Recall:
    asked = [outcome for outcome in outcomes if outcome.judged.has_answer]
    barred = [outcome for outcome in outcomes if not outcome.judged.has_answer]
    return Recall(
        queries=len(outcomes),
        top_1=_share([outcome.is_within(1) for outcome in asked]),
        top_3=_share([outcome.is_within(3) for outcome in asked]),
        top_10=_share([outcome.is_within(10) for outcome in asked]),
        kept_out=_share([outcome.holds for outcome in barred]),
    )


def _share(kept: list[bool]) -> float | None:
    return round(sum(kept) / len(kept), 4) if kept else None


def table(figures: dict[str, dict[str, Recall]]) -> str:
    """The figures for people: a row for each kind, for each contender its tops and what it keeps out."""
    columns = ["1", "3", "10", "not"]
    lines = [
        "Found among the first 1, 3, 10; not: nonsense and exclusions that find nothing (per cent)\n",
        f"{'':24}" + "".join(f"{name:^26}" for name in figures),
        f"{'kind':16}{'queries':>8}"
        + "".join(f"{c:>6}" for c in columns).center(26) * len(figures),
    ]
    for kind, first in next(iter(figures.values())).items():
        shares = [
            "".join(_cell(share) for share in list(asdict(recalls[kind]).values())[1:]).center(26)
            for recalls in figures.values()
        ]
        lines.append(f"{kind:16}{first.queries:8}" + "".join(shares))
    return "\n".join(lines)


def _cell(share: float | None) -> str:
    return f"{'-':>6}" if share is None else f"{100 * share:6.0f}"


def main() -> None:
    """Measure on a site that has the demo only, and print the table."""
    from benchmarks.environment import use_site

    use_site(0)
    from django.core.management import call_command

    from institute_site.demo import content

    call_command("migrate", verbosity=0)
    if not content.is_loaded():
        content.load()
    print(table(measure()))


if __name__ == "__main__":
    main()
