"""Staff's pages in the admin with a few articles and with many: queries, and how much longer many take."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction


MODERATOR = "bench-moderator"
WRITERS = 10
# Every so many articles one is a draft, and of the drafts of the last months every other is scheduled.
DRAFTS = 50

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
