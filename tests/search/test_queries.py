"""A visitor types a name as people do, with every error that people make, and finds the article."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict

from news.filters import ArticleFilter
from news.models import NewsIndexPage
from tests.search import judged
from tests.search.judged import Judged, Outcome

pytestmark = pytest.mark.django_db

RECALL = 0.95
KINDS = {
    "exact",
    "dropped",
    "doubled",
    "swapped",
    "neighbouring",
    "layout",
    "transliterated",
    "inflected",
    "order",
    "half",
    "yo",
    "punctuation",
    "phrase",
    "excluded",
    "mixed",
    "spelling",
    "number",
    "nonsense",
}


@pytest.fixture(scope="module")
def outcomes(django_db_setup: None, django_db_blocker: Any) -> list[Outcome]:
    """What the site answers each query of the list with, beside 1,490 more articles."""
    with django_db_blocker.unblock(), transaction.atomic():
        judged.add_articles()
        found = [Outcome(row, judged.ask(row.language, row.query)) for row in judged.queries()]
        transaction.set_rollback(True)
    return found


def _line(outcome: Outcome) -> str:
    row = outcome.judged
    place = outcome.place or ("none" if not outcome.found else f"none of {len(outcome.found)}")
    wanted = f"top {row.top}" if row.top else "not"
    return (
        f"{row.language} {row.kind:<14} {wanted:<6} at {place!s:<10} {row.query:<40} {row.wanted}"
    )


def _table(outcomes: Iterable[Outcome]) -> str:
    return "".join(f"\n  {_line(outcome)}" for outcome in outcomes)


def _by_kind(outcomes: list[Outcome]) -> str:
    rows = []
    for kind in sorted({outcome.judged.kind for outcome in outcomes}):
        own = [o for o in outcomes if o.judged.kind == kind and o.judged.has_answer]
        shares = "  ".join(f"top {top} {judged.share(own, top):5.0%}" for top in (1, 3, 10))
        rows.append(f"\n  {kind:<14} {len(own):3} queries  {shares}")
    return "".join(rows)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_list_has_every_kind_of_error_in_both_languages(language: str):
    rows = [row for row in judged.queries() if row.language == language]
    assert {row.kind for row in rows} == KINDS
    assert len(rows) >= 200
    assert len({(row.query.lower(), row.wanted) for row in rows}) == len(rows)
    assert all(row.top in {0, 1, 3, 10} for row in rows)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_wanted_article_is_among_the_first_three(outcomes: list[Outcome], language: str):
    asked = [o for o in outcomes if o.judged.language == language and o.judged.has_answer]
    recall = judged.share(asked, 3)
    missed = [outcome for outcome in asked if not outcome.is_within(3)]
    assert recall >= RECALL, f"{recall:.1%}{_by_kind(asked)}{_table(missed)}"


def test_articles_come_as_high_as_they_must(outcomes: list[Outcome]):
    asked = [outcome for outcome in outcomes if outcome.judged.has_answer]
    missed = [outcome for outcome in asked if not outcome.holds]
    kept = 1 - len(missed) / len(asked)
    assert kept >= RECALL, f"{kept:.1%}{_by_kind(asked)}{_table(missed)}"


def _is_nonsense(row: Judged) -> bool:
    return not row.wanted


def test_nonsense_finds_nothing(outcomes: list[Outcome]):
    broken = [o for o in outcomes if _is_nonsense(o.judged) and not o.holds]
    assert not broken, "".join(f"\n  {o.judged.query}: {o.found[:3]}" for o in broken)


def test_what_is_excluded_or_says_otherwise_is_not_found(outcomes: list[Outcome]):
    broken = [
        o
        for o in outcomes
        if not o.judged.has_answer and not _is_nonsense(o.judged) and not o.holds
    ]
    assert not broken, _table(broken)


def test_all_choices_of_a_question_are_counted_at_once(django_assert_num_queries: Any):
    index = NewsIndexPage.objects.get(locale__language_code="en")
    question = ArticleFilter(QueryDict("from=2020-01-01"), index.entries(), language="en")
    assert question.is_valid()
    with django_assert_num_queries(1):
        assert sum(question.counts["venue"].values()) and sum(question.counts["kind"].values())
