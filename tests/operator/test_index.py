"""What the person at the machine sees of `manage.py search`."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from news.models import ArticlePage
from search import index
from search.models import Entry, Rebuild, Word
from tests.conftest import Answer
from tests.index_truth import assert_in_step
from tests.newsroom import article

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 1, 2)
GONE = 2_000_000_000


def search(*words: str) -> tuple[str, int]:
    """What `manage.py search` says, and its exit code."""
    out = io.StringIO()
    try:
        call_command("search", *words, stdout=out, verbosity=0)
    except CommandError as error:
        return f"{out.getvalue()}{error}", error.returncode
    return out.getvalue(), 0


def sql(query: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query, values)


def said_right() -> tuple[str, int]:
    return "The index is right.\n", 0


def said_rebuilt(number: int) -> tuple[str, int]:
    rows = "1 row was" if number == 1 else f"{number} rows were"
    return f"The index is rebuilt: {rows} not right.\n", 0


@pytest.fixture
def page() -> ArticlePage:
    return article("Zeppelin above the harbour", DAY)


def test_a_good_site_is_said_to_be_right(page: ArticlePage) -> None:
    assert search("check") == said_right()
    assert search("rebuild") == said_rebuilt(0)
    assert search("check") == said_right()


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        ("DELETE FROM search_entry", "is published and has no row"),
        ("UPDATE search_entry SET date = date + 1", "has a row that is not as it should be"),
        ("UPDATE search_entry SET vector = 'balloon:1A'", "has a row that is not as it should be"),
        ("UPDATE search_entry SET tags = tags || 9", "has a row that is not as it should be"),
        ("UPDATE search_entry SET tags = '{}'", "has a row that is not as it should be"),
        ("UPDATE search_entry SET language = 'ru'", "has a row that is not as it should be"),
    ],
)
def test_a_damaged_row_is_named_and_mended(page: ArticlePage, damage: str, what: str) -> None:
    sql(f"{damage} WHERE page_id = %s", page.pk)
    said, code = search("check")
    assert code == 1
    assert said.splitlines() == [
        f"page {page.pk} {what}",
        "The index has drifted. 1 page is not right. “manage.py search rebuild” mends it.",
    ]
    assert search("rebuild") == said_rebuilt(1)
    assert_in_step(damage)
    assert search("check") == said_right()
    assert search("rebuild") == said_rebuilt(0)


@pytest.mark.parametrize(
    "change",
    [
        "TRUNCATE news_articlevenue",
        "TRUNCATE news_articlepage_topics, news_articlepage_programmes",
        "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE news_articlepage CASCADE",
        "UPDATE wagtailcore_locale SET language_code = 'de' WHERE language_code = 'ru'",
        "UPDATE wagtailcore_page SET live = false WHERE title ~ 'school'",
        "UPDATE news_articlevenue SET venue_id = (SELECT min(id) FROM news_venue)",
        "DELETE FROM news_articlepage_topics",
    ],
)
def test_the_index_follows_what_is_done_past_the_site(page: ArticlePage, change: str) -> None:
    sql(change)
    assert_in_step(change)
    assert search("check") == said_right()


def test_a_name_that_changes_only_in_letters_taken_for_one_is_learnt(
    visit: Callable[..., Answer],
) -> None:
    museum = article("Музей у маяка", DAY, language="ru")
    museum.title = "Музеи у маяка"
    museum.save_revision().publish()
    assert search("check") == said_right()
    assert visit("/ru/news/", name="музеи").total == visit("/ru/news/", name="музей").total == 1


def test_a_rebuild_that_goes_on_says_from_where() -> None:
    Rebuild.objects.create(next_page=7)
    said, code = search("rebuild")
    assert code == 0 and said.startswith("Going on from page 7; --afresh begins anew.\n")


def test_rows_left_over_are_named_and_go(visit: Callable[..., Answer]) -> None:
    draft = article("Zeppelin not yet", DAY, live=False)
    for number in (draft.pk, GONE):
        sql(
            "INSERT INTO search_entry SELECT %s, 'en', %s, '{}', search_name_vector('en', 'Zeppelin')",
            number,
            DAY,
        )
    said, code = search("check")
    assert code == 1
    for number in (draft.pk, GONE):
        assert f"page {number} has a row and is not published" in said
    assert "2 pages are not right" in said
    assert visit("/en/news/", name="zeppelin").names == []
    assert search("rebuild") == said_rebuilt(2)
    assert search("check") == said_right()
    assert visit("/en/news/", name="zeppelin").total == 0


def test_a_word_that_is_missing_is_named_and_learnt_again(page: ArticlePage) -> None:
    sql("DELETE FROM search_word WHERE word = 'zeppelin'")
    said, code = search("check")
    assert code == 1
    assert "a name has the unknown word “zeppelin” (en)\n" in said
    assert "1 word is not known" in said and "page" not in said.replace("manage", "")
    assert search("rebuild") == said_rebuilt(0)
    assert Word.objects.filter(language="en", word="zeppelin").count() == 1
    assert search("check") == said_right()


def test_of_much_damage_some_is_named_and_all_is_counted() -> None:
    for number in range(24):
        article(f"Zeppelin{number:02}", DAY)
    Entry.objects.all().delete()
    Word.objects.all().delete()
    said, code = search("check")
    lines = said.splitlines()
    assert code == 1
    assert sum("has no row" in line for line in lines) == 20
    assert sum("unknown word" in line for line in lines) == 20
    live = ArticlePage.objects.live().count()
    assert f"{live} pages are not right." in lines[-1] and "words are not known." in lines[-1]
    assert search("rebuild") == said_rebuilt(live)
    assert search("check") == said_right()


@pytest.mark.parametrize(
    "name",
    [
        "🎉 Hooray 🎉",
        "§5, №7 and 100 %",
        "10° below, ½ above → x² × y",
        "E-mail, covid-19, «е-мейл» и Чайковский",
        "O’Neill's \\ C++ & 'C#' | !a <b> a:b *",
        "https://site.example/a?b=c ann@site.example 1.5e-7 1e5 v2.0",
        "¿?!",
        "日本語 и עברית",
        "x" * 160,
    ],
)
def test_names_of_any_signs_are_right_and_stay_so(name: str) -> None:
    article(name, DAY)
    assert search("check") == said_right()
    assert search("rebuild") == said_rebuilt(0)
    assert search("check") == said_right()


def begun_at(monkeypatch: pytest.MonkeyPatch, *, breaks_after: int = -1) -> list[int]:
    """The first page of every batch that a rebuild will do, in batches of five."""
    refresh, done = index._refresh, []

    def noted(first: int, last: int) -> int:
        if len(done) == breaks_after:
            raise KeyboardInterrupt
        done.append(first)
        return refresh(first, last)

    monkeypatch.setattr(index, "BATCH", 5)
    monkeypatch.setattr(index, "_refresh", noted)
    return done


def test_a_rebuild_goes_on_where_it_was_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        begun_at(broken, breaks_after=3)
        search("rebuild")
    with monkeypatch.context() as whole:
        done = begun_at(whole)
        search("rebuild")
    assert done[0] == 15 and done[-1] > done[0]
    assert not Rebuild.objects.exists()
    with monkeypatch.context() as again:
        done = begun_at(again)
        search("rebuild")
    assert done[0] == 0


def test_a_rebuild_begins_anew_when_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        begun_at(broken, breaks_after=3)
        search("rebuild")
    done = begun_at(monkeypatch)
    search("rebuild", "--afresh")
    assert done[0] == 0


def test_a_rebuild_forgets_words_that_no_name_has(
    page: ArticlePage, visit: Callable[..., Answer]
) -> None:
    english, russian = (
        Word.objects.filter(language=code, word="zeppelin") for code in ("en", "ru")
    )
    article("Дирижабль Zeppelin", DAY, language="ru")
    page.unpublish()
    assert english.exists()
    assert visit("/en/news/", name="zeppelin").total == 0
    search("rebuild")
    assert not english.exists() and russian.exists()
    assert visit("/en/news/", name="zeppelin").total == 0
    assert visit("/ru/news/", name="zeppelin").total == 1


def test_a_rebuild_keeps_a_word_that_two_learnt_at_once_only_once(page: ArticlePage) -> None:
    twice = Word.objects.get(language="en", word="zeppelin")
    twice.pk = None
    twice.save()
    assert search("check") == said_right()
    search("rebuild")
    assert Word.objects.filter(language="en", word="zeppelin").count() == 1


def test_an_empty_site_works() -> None:
    for page in ArticlePage.objects.all():
        page.delete()
    assert not Entry.objects.exists()
    assert search("check") == said_right()
    assert search("rebuild") == said_rebuilt(0)
    assert not Word.objects.exists()
    sql("DELETE FROM search_word")
    assert search("check") == said_right()


def test_the_bar_shows_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("search", "check")
    shown = capsys.readouterr()
    assert "100%" in shown.err and "pages" in shown.err
    assert shown.out == "The index is right.\n"
