"""Staff's pages in the admin with few articles and with many: queries, and how much longer many take."""

import statistics
import time

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from news.admin.desk.tallies import TALLIES
from news.models import NewsIndexPage, SavedView

MODERATOR = "bench-moderator"
WRITERS = 10
# Every so many articles one is a draft.
DRAFTS = 500
ROUNDS = 9

UNPUBLISH = """
UPDATE wagtailcore_page SET live = false, has_unpublished_changes = true
FROM news_articlepage
WHERE id = page_ptr_id AND source_id LIKE 'bench:%%' AND id %% %s = 0
"""
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
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE wagtailcore_page, news_articlepage, search_entry")


PAGES = {
    "articles, first page": "/admin/news/articles/",
    "articles, filtered": "/admin/news/articles/?from=2014&to=2027&language=en&kind=news",
    "articles, by name": "/admin/news/articles/?q=robotics",
    "articles, by status": "/admin/news/articles/?status=live&status=scheduled",
    "saved view": "/admin/news/views/bench-moscow-this-year/",
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


def measure() -> dict[str, dict[str, float]]:
    """For each page its queries, and the seconds that it takes a moderator (the median of rounds)."""
    moderator = get_user_model().objects.get(username=MODERATOR)
    news = NewsIndexPage.objects.get(locale__language_code="en").pk
    SavedView.objects.get_or_create(
        slug="bench-moscow-this-year",
        defaults={
            "name": "Moscow, this year",
            "query": "from=this+year&venue=moscow",
            "owner": moderator,
        },
    )
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        client = Client()
        client.force_login(moderator)
        return {name: _measured(client, url.format(news=news)) for name, url in PAGES.items()}


def _measured(client: Client, url: str) -> dict[str, float]:
    answer = client.get(url, follow=True)
    assert answer.status_code == 200, (url, answer.status_code)
    with CaptureQueriesContext(connection) as queries:
        client.get(url, follow=True)
    taken = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        client.get(url, follow=True)
        taken.append(time.perf_counter() - begun)
    return {"queries": len(queries), "seconds": statistics.median(taken)}
