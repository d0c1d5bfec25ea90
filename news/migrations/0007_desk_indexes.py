"""What staff's pages are answered from, however many articles there are.

Counting reads narrow indexes in the place of pages with their texts; the names of drafts, which the index
of the search does not have, are found in an index for each language. A language added later works without.
"""

from django.conf import settings
from django.db import migrations, models

FACTS = """
CREATE INDEX news_page_facts ON wagtailcore_page (id) INCLUDE (live, locale_id, owner_id);
CREATE INDEX news_page_drafts ON wagtailcore_page (id) WHERE NOT live;
"""
NO_FACTS = """
DROP INDEX news_page_facts;
DROP INDEX news_page_drafts;
"""
NAMES = """
CREATE INDEX IF NOT EXISTS {name} ON wagtailcore_page
USING gin (public.search_name_vector({language}, title::text)) WHERE NOT live
"""


def _indexes(schema_editor):
    for code, _name in settings.LANGUAGES:
        name = schema_editor.quote_name(f"news_draft_names_{code}")
        yield name, schema_editor.quote_value(code)


def index_names(apps, schema_editor):
    for name, language in _indexes(schema_editor):
        schema_editor.execute(NAMES.format(name=name, language=language))


def drop_names(apps, schema_editor):
    for name, _language in _indexes(schema_editor):
        schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0006_saved_views"),
        ("search", "0002_index"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="articlepage",
            index=models.Index(fields=["page_ptr"], include=("date", "kind"), name="article_facts"),
        ),
        migrations.AddIndex(
            model_name="articlepage",
            index=models.Index(
                fields=["event_end"],
                condition=models.Q(kind="announcement"),
                name="article_announced",
            ),
        ),
        migrations.RunSQL(FACTS, NO_FACTS),
        migrations.RunPython(index_names, drop_names),
    ]
