"""Spreadsheets and data of any length: little memory, and no broken file that looks whole."""

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from news import answers
from tests.newsroom import news_page

pytestmark = pytest.mark.django_db
MANY = 3_000
# Articles in any number, made by the database: copies of one, with names and places of their own.
COPIES = """
    WITH number AS (SELECT generate_series(1, %(many)s) AS n),
    model AS (SELECT * FROM wagtailcore_page WHERE id = %(model)s),
    page AS (
        INSERT INTO wagtailcore_page ({columns})
        SELECT {values} FROM model, number RETURNING id
    )
    INSERT INTO news_articlepage ({own})
    SELECT page.id, 'many:' || page.id, {rest} FROM page, news_articlepage a WHERE a.page_ptr_id = %(model)s
"""


@pytest.fixture(scope="module")
def archive(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A long archive of articles, in English."""
    with django_db_blocker.unblock(), transaction.atomic():
        _copy_an_article()
        yield
        transaction.set_rollback(True)


def _copy_an_article() -> None:
    model = news_page().get_children().live().first()
    changed = {
        "path": "left(model.path, -4) || upper(to_hex(n + 40960))",
        "slug": "'bulk-' || n",
        "url_path": "'/home/news/bulk-' || n || '/'",
        "translation_key": "gen_random_uuid()",
    }
    with connection.cursor() as cursor:
        columns = [name for name in _columns(cursor, "wagtailcore_page") if name != "id"]
        own = set(_columns(cursor, "news_articlepage")) - {"page_ptr_id", "source_id"}
        sql = COPIES.format(
            columns=", ".join(columns),
            values=", ".join(changed.get(name, f"model.{name}") for name in columns),
            own=", ".join(["page_ptr_id", "source_id", *own]),
            rest=", ".join(f"a.{name}" for name in own),
        )
        cursor.execute(sql, {"many": MANY, "model": model.pk})


def _columns(cursor: Any, table: str) -> list[str]:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
        " AND is_generated = 'NEVER'",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]


@pytest.mark.parametrize("file", ["articles.csv", "articles.json"])
def test_a_file_five_times_as_long_needs_no_more_memory(archive: None, file: str) -> None:
    Client().get(f"/en/news/{file}", {"to": "2000"}).getvalue()  # what is loaded once is loaded now
    response = Client().get(f"/en/news/{file}")
    assert response.streaming
    peaks, read = [], 0
    tracemalloc.start()
    try:
        for read, _piece in enumerate(response, start=1):
            if read == MANY // 5:
                peaks.append(tracemalloc.get_traced_memory()[1])
        peaks.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
    assert read > MANY
    assert peaks[1] < 1.2 * peaks[0]


def test_a_long_file_is_whole_and_right(archive: None) -> None:
    rows = list(
        csv.DictReader(io.StringIO(Client().get("/en/news/articles.csv").getvalue().decode()))
    )
    data = json.loads(Client().get("/en/news/articles.json").getvalue())
    assert len(rows) == data["total"] == len(data["articles"]) > MANY
    assert len({row["url"] for row in rows}) == len(rows)


def test_who_asks_for_headers_only_has_nothing_read(archive: None) -> None:
    for file in ("articles.csv", "articles.json"):
        response = Client().head(f"/en/news/{file}")
        assert response.status_code == 200
        assert not b"".join(response)


@pytest.mark.parametrize("file", ["articles.csv", "articles.json"])
def test_a_file_that_breaks_does_not_end_as_if_it_were_whole(archive: None, file: str) -> None:
    came = []
    with pytest.raises(DatabaseError), transaction.atomic():
        for number, piece in enumerate(Client().get(f"/en/news/{file}")):
            came.append(piece)
            if number == 10:
                with connection.cursor() as cursor:
                    cursor.execute("ALTER TABLE news_topic RENAME TO news_topic_gone")
    assert came
    if file.endswith("json"):
        with pytest.raises(json.JSONDecodeError):
            json.loads(b"".join(came))


def test_a_short_file_comes_whole(client: Client) -> None:
    for file in ("articles.csv", "articles.json"):
        response = client.get(f"/en/news/{file}", {"venue": "moscow"})
        assert not response.streaming
        assert response["ETag"]
    assert answers.WHOLE < MANY
