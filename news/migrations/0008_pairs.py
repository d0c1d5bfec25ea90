"""Tells existing translations what they translate: the article in the first configured language.

Nobody can know now how well an existing translation follows; each counts as in step from here on.
"""

from django.conf import settings
from django.db import migrations

PAIRS = """
WITH ordered AS (
    SELECT page.id, page.live_revision_id, page.latest_revision_id, first_value(page.id) OVER (
        PARTITION BY page.translation_key
        ORDER BY array_position(%s::text[], locale.language_code::text), page.id
    ) AS original
    FROM news_articlepage article
    JOIN wagtailcore_page page ON page.id = article.page_ptr_id
    JOIN wagtailcore_locale locale ON locale.id = page.locale_id
)
UPDATE news_articlepage article
SET translated_from_id = own.original,
    translated_revision_id = coalesce(other.live_revision_id, other.latest_revision_id)
FROM ordered own, ordered other
WHERE own.id = article.page_ptr_id AND own.original <> own.id AND other.id = own.original
"""
CHANGED = """
UPDATE news_articlepage article SET changed_at = page.last_published_at
FROM wagtailcore_page page
WHERE page.id = article.page_ptr_id AND page.last_published_at > page.first_published_at
"""


def tell(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(PAIRS, [[code for code, _name in settings.LANGUAGES]])
        cursor.execute(CHANGED)


class Migration(migrations.Migration):
    dependencies = [("news", "0007_translations")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
