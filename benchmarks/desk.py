"""Staff's pages in the admin with few articles and with many: queries, and how much longer many take."""

import time
from http import HTTPStatus
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.test import Client
from django.test.utils import override_settings

from news.admin.desk.tallies import TALLIES
from news.models import SavedView

MODERATOR = "bench-moderator"
WRITERS = 10
# Every so many articles one is a draft.
DRAFTS = 500

UNPUBLISH = """
UPDATE wagtailcore_page SET live = false, has_unpublished_changes = true
FROM news_articlepage
WHERE id = page_ptr_id AND source_id LIKE 'bench:%%' AND id %% %s = 0
"""
# So that the list of events without a report is a full page of either archive.
FORGET = """
WITH forgotten AS (
    SELECT page_ptr_id AS id FROM news_articlepage JOIN wagtailcore_page ON id = page_ptr_id
    WHERE live AND source_id LIKE 'bench:%%' ORDER BY page_ptr_id DESC LIMIT %s
), venues AS (
    DELETE FROM news_articlevenue WHERE article_id IN (SELECT id FROM forgotten)
), programmes AS (
    DELETE FROM news_articlepage_programmes WHERE articlepage_id IN (SELECT id FROM forgotten)
)
UPDATE news_articlepage
SET kind = 'announcement', event_start = CURRENT_DATE - 20, event_end = CURRENT_DATE - 19
WHERE page_ptr_id IN (SELECT id FROM forgotten)
"""
FORGOTTEN = 40
OWN = "UPDATE wagtailcore_page SET owner_id = %s WHERE depth > 3 AND id %% %s = %s"


def prepare() -> None:
    """Have what an archive of published articles lacks: writers, drafts, someone who looks at them."""
    User = get_user_model()
    moderator, created = User.objects.get_or_create(username=MODERATOR)
    if not created:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        moderator.groups.set(Group.objects.filter(name="Moderators"))
        moderator.user_permissions.set(Permission.objects.filter(codename="view_articlepage"))
        for number in range(WRITERS):
            writer = User.objects.create(username=f"bench-writer-{number}")
            cursor.execute(OWN, [writer.pk, WRITERS, number])
        cursor.execute(UNPUBLISH, [DRAFTS])
        cursor.execute(FORGET, [FORGOTTEN])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE wagtailcore_page, news_articlepage, search_entry")


PAGES = {
    "articles, first page": "/admin/news/articles/",
    "articles, filtered": "/admin/news/articles/?from=2014&to=2027&language=en&kind=news",
    "articles, by name": "/admin/news/articles/?q=school",
    "articles, by status": "/admin/news/articles/?status=live&status=scheduled",
    "saved view": "/admin/news/views/bench-this-decade/",
    "all saved views": "/admin/news/views/",
    "calendar, month": "/admin/news/calendar/?day=2026-10-14",
    "calendar, week": "/admin/news/calendar/?view=week&day=2026-10-14",
    "calendar, month, one programme": "/admin/news/calendar/?day=2026-10-14&language=en&programme=rukami",
    **{f"report by {by}": f"/admin/news/reports/{by}/" for by in TALLIES},
    "report by venue, one year": "/admin/news/reports/venue/?from=2024&to=2024&language=en",
    "missing: programmes": "/admin/news/missing/programmes/",
    "missing: events": "/admin/news/missing/events/",
    "missing: pictures": "/admin/news/missing/pictures/",
}


Taken = dict[str, dict[str, float]]


def measure() -> Taken:
    """For each page, seen by a moderator once: its queries and the seconds that it took."""
    moderator = get_user_model().objects.get(username=MODERATOR)
    SavedView.objects.get_or_create(
        slug="bench-this-decade",
        defaults={"name": "News", "query": "from=2014&language=en", "owner": moderator},
    )
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        client = Client()
        client.force_login(moderator)
        return {name: _seen(client, url) for name, url in PAGES.items()}


def _seen(client: Client, url: str) -> dict[str, float]:
    """The most queries of one answer, and the seconds of all, for an address may lead to another."""
    queries, begun = [0], time.perf_counter()

    def counted(execute: Any, *statement: Any) -> Any:
        queries[-1] += 1
        return execute(*statement)

    with connection.execute_wrapper(counted):
        answer = client.get(url)
        while answer.status_code == HTTPStatus.FOUND:
            queries.append(0)
            answer = client.get(answer.url)
    assert answer.status_code == HTTPStatus.OK, (url, answer.status_code)
    return {"queries": max(queries), "seconds": time.perf_counter() - begun}
