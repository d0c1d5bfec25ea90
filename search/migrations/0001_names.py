"""How the database takes names apart, and the indexes that make that quick.

A name is read without accents, case and punctuation, so that «Café», "covid-19" and quoted words are
found as typed. The words stand in the vector twice: by their stems, in which "organise" and "organize" are
one, and as written for beginnings.
"""

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations

FUNCTIONS = r"""
CREATE FUNCTION search_words(name text) RETURNS text IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT translate(
        lower(unaccent('unaccent'::regdictionary, name)),
        '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~«»„“”‘’‚‹›–—‑−…·•№',
        repeat(' ', 60)
    );
END;

CREATE FUNCTION search_stems(config regconfig, words text) RETURNS tsvector
IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT to_tsvector(config, regexp_replace(
        words, '([a-z]{3})is(e|ed|er|ers|es|ing|ation|ations)\M', '\1iz\2', 'g'
    ));
END;

CREATE FUNCTION search_name_vector(config regconfig, name text) RETURNS tsvector
IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT search_stems(config, search_words(name)) || to_tsvector('simple'::regconfig, search_words(name));
END;

CREATE FUNCTION search_name_query(config regconfig, typed text) RETURNS tsquery
IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS $$
DECLARE
    word text;
    stem text;
    all_words tsquery := '';
    telling_words tsquery := '';
    one tsquery;
BEGIN
    FOREACH word IN ARRAY regexp_split_to_array(btrim(public.search_words(typed)), '\s+') LOOP
        one := plainto_tsquery('simple', word);
        IF length(word) > 2 THEN
            one := one || to_tsquery('simple', quote_literal(word) || ':*');
        END IF;
        FOREACH stem IN ARRAY tsvector_to_array(public.search_stems(config, word)) LOOP
            one := one || quote_literal(stem)::tsquery;
        END LOOP;
        all_words := all_words && one;
        -- "the", "in": asked for only when nothing else is.
        IF numnode(plainto_tsquery(config, word)) > 0 THEN
            telling_words := telling_words && one;
        END IF;
    END LOOP;
    RETURN CASE WHEN numnode(telling_words) > 0 THEN telling_words ELSE all_words END;
END;
$$;
"""

DROP_FUNCTIONS = """
DROP FUNCTION search_name_query(regconfig, text);
DROP FUNCTION search_name_vector(regconfig, text);
DROP FUNCTION search_stems(regconfig, text);
DROP FUNCTION search_words(text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("wagtailcore", "0098_apitoken"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]

    operations = [
        UnaccentExtension(),
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        # Wagtail's own search asks for words of title and body together, and brings no index for that.
        migrations.RunSQL(
            "CREATE INDEX search_title_body ON wagtailsearch_indexentry USING gin ((title || body))",
            "DROP INDEX search_title_body",
        ),
    ]
