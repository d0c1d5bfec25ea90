"""Fills the index of the search, some pages at a time, so that a site in use goes on."""

from django.db import migrations

FILL = """
DO $$
DECLARE
    number int := 0;
BEGIN
    WHILE number <= (SELECT max(id) FROM wagtailcore_page) LOOP
        PERFORM search_refresh(number, number + 1999);
        COMMIT;
        number := number + 2000;
    END LOOP;
END;
$$;
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("news", "0004_index")]

    operations = [
        migrations.RunSQL(FILL, "DELETE FROM search_entry"),
        migrations.RunSQL("ANALYZE search_entry, search_word", migrations.RunSQL.noop),
    ]
