"""What staff's pages are answered from, however many articles there are.

Counting reads narrow indexes in the place of pages with their texts; the names of drafts, which the index
of the search does not have, are found in an index for each language. A language added later works without.
The triggers of the index can be told to wait while links of thousands of articles change, see `news.usage`.
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
# As in 0004_index, but for the first lines.
WAITING = """
CREATE OR REPLACE FUNCTION news_keep_index() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before int;
    after int;
BEGIN
    IF current_setting('news.index_waits', true) = 'on' THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN
        RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO before USING OLD;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        EXECUTE format('SELECT ($1).%I', TG_ARGV[0]) INTO after USING NEW;
        PERFORM search_refresh(after, after);
    END IF;
    IF before IS DISTINCT FROM after AND before IS NOT NULL THEN
        PERFORM search_refresh(before, before);
    END IF;
    RETURN NULL;
END;
$$;
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
        ("news", "0011_saved_views"),
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
        # Nobody tells it to wait any more when this is taken back.
        migrations.RunSQL(WAITING, migrations.RunSQL.noop),
        migrations.RunPython(index_names, drop_names),
    ]
