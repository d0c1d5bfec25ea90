"""Whatever editors do, and in whatever order, the index of the search holds what is published."""

import datetime as dt
import io
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from wagtail.models import Locale

from news.facets import Kind
from news.models import ArticlePage, ArticleVenue, NewsIndexPage, ProgrammePage, Topic, Venue
from tests.index_truth import assert_in_step
from tests.newsroom import news_page, signed_in, venue

pytestmark = pytest.mark.django_db

WORDS = ("harbour", "zeppelin", "school", "lantern", "meadow", "маяк", "школа", "музеи")
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2026, 12, 31))
LANGUAGES = st.sampled_from(["en", "ru"])
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "title": NAMES,
        "date": DAYS,
        "kind": st.sampled_from(Kind.values),
        "event_start": st.none() | DAYS,
        "venues": st.sets(st.integers(0, 3), max_size=3),
        "programmes": st.sets(st.integers(0, 3), max_size=2),
        "topics": st.sets(st.integers(0, 3), max_size=2),
    },
)


def set_facts(article: ArticlePage, facts: dict[str, Any]) -> None:
    """Write these facts into an article's form."""
    things = {
        "venues": Venue.objects.filter(locale=article.locale),
        "programmes": ProgrammePage.objects.filter(locale=article.locale),
        "topics": Topic.objects.filter(locale=article.locale),
    }
    for name, value in facts.items():
        if name not in things:
            setattr(article, name, value)
            continue
        ordered = list(things[name].order_by("pk"))
        chosen = [ordered[number] for number in sorted(value)]
        if name == "venues":
            article.venue_links = [ArticleVenue(venue=one) for one in chosen]
        else:
            getattr(article, name).set(chosen)
    article.event_end = article.event_start


class Newsroom(RuleBasedStateMachine):
    """A working day: each step is something that an editor, a clock or an operator does."""

    articles = Bundle("articles")
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        # Articles by the number in which they were written: their keys differ from day to day.
        self.pages: list[int] = []
        self.serial = 0
        self.day = transaction.atomic()
        self.day.__enter__()
        self.editor: Client = signed_in("ann", "Moderators")

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.day.__exit__(None, None, None)

    def _page(self, number: int) -> ArticlePage:
        page = ArticlePage.objects.get(pk=self.pages[number])
        revised: ArticlePage = page.get_latest_revision_as_object()
        return revised

    def _noted(self, pk: int) -> int:
        self.pages.append(pk)
        return len(self.pages) - 1

    def _another(self) -> int:
        self.serial += 1
        return self.serial

    @initialize(target=articles)
    def begin(self) -> Any:
        return multiple(self._written({}, "en"), self._written({"title": "маяк"}, "ru"))

    def _written(self, facts: dict[str, Any], language: str) -> int:
        index = news_page(language)
        page = ArticlePage(
            title="lantern", date=dt.date(2026, 1, 1), locale=index.locale, live=False
        )
        set_facts(page, facts)
        index.add_child(instance=page)
        page.save_revision()
        return self._noted(page.pk)

    @rule(target=articles, facts=FACTS, language=LANGUAGES)
    def write_a_draft(self, facts: dict[str, Any], language: str) -> int:
        return self._written(facts, language)

    @rule(number=articles)
    def publish(self, number: int) -> None:
        self._page(number).save_revision().publish()

    @rule(number=articles, facts=FACTS)
    def change_and_publish(self, number: int, facts: dict[str, Any]) -> None:
        page = self._page(number)
        set_facts(page, facts)
        page.save_revision().publish()

    @rule(number=articles, facts=FACTS)
    def change_and_keep_as_a_draft(self, number: int, facts: dict[str, Any]) -> None:
        page = self._page(number)
        set_facts(page, facts)
        page.save_revision()

    @rule(number=articles)
    def unpublish(self, number: int) -> None:
        self._page(number).unpublish()

    @rule(number=articles)
    def go_back_to_an_older_revision(self, number: int) -> None:
        page = self._page(number)
        oldest = page.revisions.order_by("created_at").first()
        oldest.publish()

    @rule(number=articles, facts=FACTS, expires=st.booleans())
    def come_due(self, number: int, facts: dict[str, Any], expires: bool) -> None:
        page = self._page(number)
        set_facts(page, facts)
        past = timezone.now() - dt.timedelta(minutes=5)
        if expires:
            ArticlePage.objects.filter(pk=self.pages[number]).update(expire_at=past)
        else:
            page.go_live_at = past + dt.timedelta(days=1)
            page.save_revision(approved_go_live_at=past)
        call_command("publish_scheduled", verbosity=0)

    @rule(target=articles, number=articles)
    def translate(self, number: int) -> Any:
        page = self._page(number)
        other = Locale.objects.exclude(pk=page.locale_id).get(language_code__in=["en", "ru"])
        if page.has_translation(other):
            return multiple()
        copy = page.copy_for_translation(other, copy_parents=True)
        return self._noted(copy.pk)

    @rule(target=articles, number=articles, alive=st.booleans())
    def copy(self, number: int, alive: bool) -> int:
        copy = ArticlePage.objects.get(pk=self.pages[number]).copy(
            update_attrs={"slug": f"copy-{self._another()}"}, keep_live=alive, copy_revisions=False
        )
        return self._noted(copy.pk)

    @rule(
        numbers=st.sets(articles, min_size=1, max_size=3),
        action=st.sampled_from(["publish", "unpublish"]),
    )
    def in_bulk(self, numbers: set[int], action: str) -> None:
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        query = "&".join(f"id={self.pages[number]}" for number in sorted(numbers))
        answer = {"farewell": "1", "reason": "Withdrawn.", "lead_to": "suggested"}
        response = self.editor.post(f"{address}?{query}&next=/admin/", answer)
        assert response.status_code == 302, response.content[:500]

    @rule(number=consumes(articles))
    def delete(self, number: int) -> None:
        self._page(number).delete()

    @rule(number=articles)
    def put_at_another_place(self, number: int) -> None:
        page = self._page(number)
        page.move(page.get_parent(), pos="first-child")

    @rule(number=articles, day=DAYS)
    def update_past_the_models(self, number: int, day: dt.date) -> None:
        ArticlePage.objects.filter(pk=self.pages[number]).update(date=day)

    @rule(number=articles, place=st.integers(0, 3))
    def merge_two_venues(self, number: int, place: int) -> None:
        locale = ArticlePage.objects.get(pk=self.pages[number]).locale
        kept = Venue.objects.filter(locale=locale).order_by("pk")[place]
        gone = venue(f"Old hall {self._another()}", locale.language_code)
        ArticleVenue.objects.create(article_id=self.pages[number], venue=gone)
        ArticleVenue.objects.filter(venue=gone).update(venue=kept)
        gone.delete()

    @rule(place=st.integers(0, 3), name=NAMES)
    def rename_a_venue(self, place: int, name: str) -> None:
        hall = Venue.objects.order_by("pk")[place]
        hall.name = name
        hall.save()

    @rule(number=articles)
    def delete_a_topic(self, number: int) -> None:
        page = ArticlePage.objects.get(pk=self.pages[number])
        topic = Topic.objects.create(name=f"Passing {self._another()}", locale=page.locale)
        ArticlePage.topics.through.objects.create(articlepage_id=page.pk, topic_id=topic.pk)
        topic.delete()

    @rule(target=articles, name=NAMES, language=LANGUAGES, line=st.integers(0, 2))
    def import_a_file(self, name: str, language: str, line: int) -> Any:
        row = {"id": f"day:{language}:{line}", "lang": language, "title": name}
        row |= {"date": "2026-02-03", "venues": ["Import hall"], "topics": ["Imported"]}
        file = self.folder / "day.jsonl"
        file.write_text(json.dumps(row, ensure_ascii=False))
        # Refused where an editor is at work on the article.
        with suppress(CommandError):
            call_command("import_articles", str(file), verbosity=0, stdout=io.StringIO())
        found = ArticlePage.objects.filter(source_id=row["id"]).exclude(pk__in=self.pages)
        return multiple(*(self._noted(pk) for pk in found.values_list("pk", flat=True)))

    @rule(live=st.booleans())
    def hide_or_show_all_news_of_a_language(self, live: bool) -> None:
        index = NewsIndexPage.objects.get(locale__language_code="ru")
        if live:
            index.save_revision().publish()
        else:
            index.unpublish(set_expired=False)

    @rule()
    def rebuild(self) -> None:
        call_command("search", "rebuild", verbosity=0, stdout=io.StringIO())

    @rule()
    def change_of_mind(self) -> None:
        before = ArticlePage.objects.filter(live=True).count()
        with transaction.atomic():
            ArticlePage.objects.filter(date__year=2019).delete()
            transaction.set_rollback(True)
        assert ArticlePage.objects.filter(live=True).count() == before

    @invariant()
    def the_index_is_right(self) -> None:
        assert_in_step("a step", *sorted(self.pages))


def test_the_index_holds_what_is_published_whatever_editors_do(tmp_path: Path) -> None:
    Newsroom.folder = tmp_path
    run_state_machine_as_test(
        Newsroom,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            database=None,
            # A day that went wrong is told as it was: making it shorter takes minutes.
            phases=[Phase.generate],
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
