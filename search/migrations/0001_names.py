"""How the database takes names apart, and the indexes that make that quick.

A name is read without accents, case and punctuation, so that «Café», "covid-19" and quoted words are
found as typed; "organise" and "organize" are one word. The words stand in the vector twice: by their stems, and as written for beginnings.
"""

from django.conf import settings
from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations

from search.names import configuration

FUNCTIONS = r"""
CREATE FUNCTION search_words(name text) RETURNS text IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT regexp_replace(
        translate(
            lower(unaccent('unaccent'::regdictionary, name)),
            '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~«»„“”‘’‚‹›–—‑−…·•№',
            repeat(' ', 60)
        ),
        '([a-z]{3})is(e|ed|er|ers|es|ing|ation|ations)\M', '\1iz\2', 'g'
    );
END;

CREATE FUNCTION search_name_vector(config regconfig, name text) RETURNS tsvector
IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT to_tsvector(config, search_words(name)) || to_tsvector('simple'::regconfig, search_words(name));
END;

CREATE FUNCTION search_name_query(config regconfig, typed text) RETURNS tsquery
IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS $$
DECLARE
    word text;
    asked tsquery := '';
BEGIN
    FOREACH word IN ARRAY regexp_split_to_array(btrim(public.search_words(typed)), '\s+') LOOP
        asked := asked && (
            plainto_tsquery(config, word)
            || plainto_tsquery('simple', word)
            || CASE WHEN length(word) > 2 THEN to_tsquery('simple', quote_literal(word) || ':*') ELSE '' END
        );
    END LOOP;
    RETURN asked;
END;
$$;
"""

DROP_FUNCTIONS = """
DROP FUNCTION search_name_query(regconfig, text);
DROP FUNCTION search_name_vector(regconfig, text);
DROP FUNCTION search_words(text);
"""


def _configurations():
    return sorted({configuration(language) for language, _name in settings.LANGUAGES})


def index_names(apps, schema_editor):
    for config in _configurations():
        schema_editor.execute(
            f"CREATE INDEX search_name_{config} ON wagtailcore_page"
            f" USING gin (search_name_vector('{config}'::regconfig, title))"
        )


def drop_indexes(apps, schema_editor):
    for config in _configurations():
        schema_editor.execute(f"DROP INDEX IF EXISTS search_name_{config}")


class Migration(migrations.Migration):
    dependencies = [
        ("wagtailcore", "0098_apitoken"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]

    operations = [
        UnaccentExtension(),
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.RunPython(index_names, drop_indexes),
        # Wagtail's own search asks for words of title and body together, and brings no index for that.
        migrations.RunSQL(
            "CREATE INDEX search_title_body ON wagtailsearch_indexentry USING gin ((title || body))",
            "DROP INDEX search_title_body",
        ),
    ]
