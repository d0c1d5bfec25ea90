"""The index: a narrow row for each thing that can be found by name, and the words of their names.

The app that owns what is found provides `search_source(first, last)`: what the rows of these pages
should be. It calls `search_refresh(first, last)` from triggers on its tables, so that no way of changing
them, in or outside the site, leaves the index behind.

Functions are written as text where they name a table: PostgreSQL then lets later migrations alter it.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

FUNCTIONS = r"""
CREATE FUNCTION search_configuration(language text) RETURNS regconfig IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE split_part(language, '-', 1)
        WHEN 'ar' THEN 'arabic'::regconfig WHEN 'ca' THEN 'catalan' WHEN 'da' THEN 'danish'
        WHEN 'de' THEN 'german' WHEN 'el' THEN 'greek' WHEN 'en' THEN 'english'
        WHEN 'es' THEN 'spanish' WHEN 'et' THEN 'estonian' WHEN 'eu' THEN 'basque'
        WHEN 'fi' THEN 'finnish' WHEN 'fr' THEN 'french' WHEN 'ga' THEN 'irish'
        WHEN 'hi' THEN 'hindi' WHEN 'hu' THEN 'hungarian' WHEN 'hy' THEN 'armenian'
        WHEN 'id' THEN 'indonesian' WHEN 'it' THEN 'italian' WHEN 'lt' THEN 'lithuanian'
        WHEN 'nb' THEN 'norwegian' WHEN 'ne' THEN 'nepali' WHEN 'nl' THEN 'dutch'
        WHEN 'nn' THEN 'norwegian' WHEN 'no' THEN 'norwegian' WHEN 'pt' THEN 'portuguese'
        WHEN 'ro' THEN 'romanian' WHEN 'ru' THEN 'russian' WHEN 'sr' THEN 'serbian'
        WHEN 'sv' THEN 'swedish' WHEN 'ta' THEN 'tamil' WHEN 'tr' THEN 'turkish'
        WHEN 'yi' THEN 'yiddish' ELSE 'simple'
    END;
END;

CREATE FUNCTION search_fold(words text) RETURNS text IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT translate(words, 'й', 'и');
END;

-- Stems; of Russian ones the vowel that comes and goes (кружок, кружка) is left out.
CREATE OR REPLACE FUNCTION search_stems(config regconfig, words text) RETURNS tsvector
IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT regexp_replace(
        search_fold(to_tsvector(config, regexp_replace(
            words, '([a-z]{3})is(e|ed|er|ers|es|ing|ation|ations)\M', '\1iz\2', 'g'
        ))::text),
        '([бвгджзклмнпрстфхцчшщ])[ое]([кц])''', '\1\2''', 'g'
    )::tsvector;
END;

-- Words joined by a hyphen or an apostrophe are also one word: «е-мейл», "e-mail", "don't".
CREATE FUNCTION search_joined(name text) RETURNS text IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(search_words(string_agg(translate(compound[1], '-‑''’', ''), ' ')), '')
    FROM regexp_matches(name, '[[:alpha:]]+(?:[-‑''’][[:alpha:]]+)+', 'g') AS compound;
END;

-- How a word sounds, one letter a sound, whichever alphabet and transliteration it is written in.
CREATE FUNCTION search_sound(word text) RETURNS text
IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS $$
DECLARE
    sound text := translate(
        word, 'абвгдеёжзийклмнопрстуфхцчшщыэюяьъ', 'abvgdeeZziiklmnoprstufhTCSWieUA'
    );
    pair text[];
BEGIN
    FOREACH pair SLICE 1 IN ARRAY ARRAY[
        ['shch', 'W'], ['sch', 'W'], ['zh', 'Z'], ['kh', 'h'], ['ch', 'C'], ['sh', 'S'], ['ts', 'T'],
        ['tz', 'T'], ['ph', 'f'], ['qu', 'kv'], ['ck', 'k'], ['x', 'ks']
    ] LOOP
        sound := replace(sound, pair[1], pair[2]);
    END LOOP;
    sound := regexp_replace(sound, '[yj][eo]', 'e', 'g');
    sound := translate(sound, 'cwqyj', 'kvkii');
    sound := regexp_replace(sound, 'i+([aA])', 'A', 'g');
    sound := regexp_replace(sound, 'i+([uU])', 'U', 'g');
    RETURN regexp_replace(sound, 'i+', 'i', 'g');
END;
$$;

-- What is left of a word without up to two of its letters: two words with as many typing errors
-- between them have something of it in common (Garbe's symmetric deletion; of long words the
-- beginning is enough).
CREATE FUNCTION search_skeletons(word text) RETURNS text[]
IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql COST 10000 AS $$
DECLARE
    beginning text := left(word, 7);
    rest text;
    rests text[] := ARRAY[beginning];
BEGIN
    IF length(word) >= 4 THEN
        FOR place IN 1..length(beginning) LOOP
            rest := overlay(beginning PLACING '' FROM place FOR 1);
            rests := rests || rest;
            IF length(word) >= 7 THEN
                FOR other IN place..length(rest) LOOP
                    rests := rests || overlay(rest PLACING '' FROM other FOR 1);
                END LOOP;
            END IF;
        END LOOP;
    END IF;
    RETURN rests;
END;
$$;

-- The skeletons of a word and of its stem in a language, as numbers, which take less room. What sounds one
-- letter a sound is compared by its sounds; Latin words, some of whose sounds have two letters, as written too.
CREATE FUNCTION search_marks(language text, folded text, sound text, stem text) RETURNS int[]
IMMUTABLE STRICT PARALLEL SAFE COST 10000
BEGIN ATOMIC
    SELECT array_agg(DISTINCT hashtext(search_marks.language || skeleton))
    FROM unnest(
        search_skeletons(sound) || search_skeletons(search_sound(stem)) || CASE
            WHEN folded ~ '[a-z]' THEN search_skeletons(folded) || search_skeletons(stem) ELSE '{}'
        END
    ) AS skeleton;
END;

-- The words of a name, twice: as they stand, with their places, and their stems in its language, each
-- after a sign that no word has. (Weights would do as well, but an index knows none.) The cost tells the
-- planner to find the rows first: it would take apart the names of all pages for those of a few.
CREATE FUNCTION search_name_vector(language text, name text) RETURNS tsvector
IMMUTABLE STRICT PARALLEL SAFE COST 10000
BEGIN ATOMIC
    SELECT to_tsvector('simple'::regconfig, search_fold(words)) || array_to_tsvector(ARRAY(
        SELECT '=' || stem
        FROM unnest(tsvector_to_array(
            search_stems(search_configuration(search_name_vector.language), words)
        )) AS stem
    ))
    FROM (VALUES (search_words(name) || ' ' || search_joined(name))) AS spelt (words);
END;

-- The words of a name as they stand, once each: what the vector has, before folding.
CREATE FUNCTION search_vocabulary(name text) RETURNS text[] IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT tsvector_to_array(to_tsvector(
        'simple'::regconfig, search_words(name) || ' ' || search_joined(name)
    ));
END;

-- What an entry has, as a number, see `search.tags`.
CREATE FUNCTION search_tag(facet int, number bigint, language text) RETURNS int
IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT ((number * 8 + (ascii(language) + ascii(substr(language, 2))) % 8) * 8 + facet)::int;
END;

-- The words of a name, as they stand, that a query asks for; `initials` has the first letters of what it asks
-- for, which spares most words from being taken apart.
CREATE FUNCTION search_marked(language text, name text, query tsquery, initials text) RETURNS text[]
STABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(array_agg(DISTINCT word[1]), '{}')
    FROM regexp_matches(name, '[[:alnum:]]+', 'g') AS word
    WHERE CASE WHEN strpos(initials, left(search_fold(search_words(word[1])), 1)) > 0
        THEN search_name_vector(language, word[1]) @@ query ELSE false END;
END;
"""

KEEPING = r"""
-- The vocabulary learns the words of these pages' names. Two transactions that learn a word at once both
-- write it, and neither waits for the other to end; a rebuild drops the second.
CREATE FUNCTION search_learn(first int, last int) RETURNS void LANGUAGE plpgsql
SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    INSERT INTO search_word (language, word, folded, sound, stem)
    SELECT language, word, public.search_fold(word), public.search_sound(word), coalesce(
        (tsvector_to_array(public.search_stems(public.search_configuration(language), word)))[1], ''
    )
    FROM (
        SELECT DISTINCT source.language, word
        FROM search_source(first, last) AS source,
            unnest(public.search_vocabulary(source.name)) AS word
    ) AS new
    WHERE NOT EXISTS (
        SELECT FROM search_word AS known
        WHERE known.language = new.language AND known.word = new.word
    );
END;
$$;

-- Make the rows of these pages what they should be; says how many were not. Who changes a page or what
-- belongs to it holds the page until the end of the transaction, so that of two at once the second sees
-- what the first has done.
CREATE FUNCTION search_refresh(first int, last int) RETURNS int LANGUAGE plpgsql
SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    gone int;
    changed int;
BEGIN
    PERFORM FROM wagtailcore_page WHERE id BETWEEN first AND last ORDER BY id FOR NO KEY UPDATE;
    DELETE FROM search_entry AS entry WHERE page_id BETWEEN first AND last AND NOT EXISTS (
        SELECT FROM search_source(first, last) AS source WHERE source.page_id = entry.page_id
    );
    GET DIAGNOSTICS gone = ROW_COUNT;
    INSERT INTO search_entry AS entry (page_id, language, date, tags, vector)
    SELECT page_id, language, date, tags, public.search_name_vector(language, name)
    FROM search_source(first, last)
    ON CONFLICT (page_id) DO UPDATE
    SET language = excluded.language, date = excluded.date, tags = excluded.tags, vector = excluded.vector
    WHERE (entry.language, entry.date, entry.tags, entry.vector)
        IS DISTINCT FROM (excluded.language, excluded.date, excluded.tags, excluded.vector);
    GET DIAGNOSTICS changed = ROW_COUNT;
    PERFORM search_learn(first, last);
    RETURN gone + changed;
END;
$$;
"""

READING = r"""
-- For the words of typed texts, what the names of a language know of them: `is_beginning` says whether words
-- of other stems begin so. Functions, since a session then
-- plans them once and not for every visitor.
CREATE FUNCTION search_look_up(language text, texts text[])
RETURNS TABLE (
    place bigint, word text, folded text, stems text[], is_word boolean, is_stem boolean,
    is_beginning boolean, alike jsonb
)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    -- Not as EXISTS, for which all words of the language would be put into a hash table.
    SELECT typed.place, typed.word, typed.folded, stems.stems,
        coalesce((
            SELECT true FROM search_word AS known
            WHERE known.language = search_look_up.language AND known.folded = typed.folded LIMIT 1
        ), false),
        coalesce((
            SELECT true FROM search_word AS known
            WHERE known.language = search_look_up.language AND known.stem = ANY (stems.stems) LIMIT 1
        ), false),
        coalesce((
            SELECT true FROM search_word AS known
            WHERE known.language = search_look_up.language AND known.folded ~>=~ typed.folded
                AND known.folded ~<~ (typed.folded || chr(1114111)) AND known.stem <> ALL (stems.stems)
            LIMIT 1
        ), false),
        (
            SELECT jsonb_agg(DISTINCT jsonb_build_array(known.word, known.folded, known.stem))
            FROM search_word AS known
            WHERE known.language = search_look_up.language
                AND known.sound = public.search_sound(typed.word)
                AND (length(known.sound) > 2 OR known.stem = '')
        )
    FROM (
        SELECT text.place, word.place AS order, word.word, public.search_fold(word.word) AS folded
        FROM unnest(texts) WITH ORDINALITY AS text (text, place)
        CROSS JOIN LATERAL regexp_split_to_table(btrim(public.search_words(text.text)), '\s+')
            WITH ORDINALITY AS word (word, place)
        WHERE word.word <> ''
    ) AS typed
    CROSS JOIN LATERAL (
        SELECT tsvector_to_array(public.search_stems(
            public.search_configuration(search_look_up.language), typed.word
        )) AS stems
    ) AS stems
    ORDER BY typed.place, typed.order;
END;
$$;

-- For typed words those of the vocabulary that may be near, as they are written, sound and are stemmed, and
-- those that begin so by their sound.
CREATE FUNCTION search_near(language text, words text[])
RETURNS TABLE (
    typed text, typed_folded text, typed_sound text, typed_stem text,
    word text, folded text, sound text, stem text
)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
    one record;
BEGIN
    FOR one IN
        SELECT each.typed, public.search_fold(each.typed) AS folded,
            public.search_sound(each.typed) AS sound, coalesce((tsvector_to_array(public.search_stems(
                public.search_configuration(search_near.language), each.typed
            )))[1], '') AS stem
        FROM unnest(words) AS each (typed)
    LOOP
        RETURN QUERY
        SELECT one.typed, one.folded, one.sound, one.stem, known.word, known.folded, known.sound, known.stem
        FROM search_word AS known
        WHERE public.search_marks(known.language, known.folded, known.sound, known.stem)
            && public.search_marks(search_near.language, one.folded, one.sound, one.stem)
            AND known.language = search_near.language
        UNION
        SELECT one.typed, one.folded, one.sound, one.stem, known.word, known.folded, known.sound, known.stem
        FROM search_word AS known
        WHERE known.language = search_near.language AND length(one.sound) > 3
            AND known.sound >= one.sound AND known.sound < one.sound || chr(1114111);
    END LOOP;
END;
$$;
"""

# Names were asked of the page table.
OLD_INDEXES = """
DO $$
DECLARE
    old text;
BEGIN
    FOR old IN SELECT indexname FROM pg_indexes WHERE indexname LIKE 'search_name_%' LOOP
        EXECUTE format('DROP INDEX %I', old);
    END LOOP;
END;
$$;
DROP FUNCTION search_name_query(regconfig, text);
DROP FUNCTION search_name_vector(regconfig, text);
"""


def make_functions(apps, schema_editor):
    """Make them; Estonian came with PostgreSQL 18, and before that its words are taken as they stand."""
    functions = FUNCTIONS
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_ts_config WHERE cfgname = 'estonian'")
        if not cursor.rowcount:
            functions = functions.replace("'estonian'", "'simple'")
    schema_editor.execute(functions, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_names")]

    operations = [
        migrations.RunSQL(OLD_INDEXES),
        migrations.RunPython(make_functions),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("page_id", models.IntegerField(primary_key=True, serialize=False)),
                ("language", models.CharField(max_length=100)),
                ("date", models.DateField()),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(), size=None
                    ),
                ),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("language"),
                        models.OrderBy(models.F("date"), descending=True),
                        models.OrderBy(models.F("page_id"), descending=True),
                        name="search_entry_newest",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["tags"], fastupdate=False, name="search_entry_tags"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["vector"], fastupdate=False, name="search_entry_vector"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    )),
                ("language", models.CharField(max_length=100)),
                ("word", models.TextField()),
                ("folded", models.TextField()),
                ("sound", models.TextField()),
                ("stem", models.TextField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["language", "word"], name="search_word_word"),
                    models.Index(
                        fields=["language", "folded"],
                        opclasses=["varchar_pattern_ops", "text_pattern_ops"],
                        name="search_word_folded",
                    ),
                    models.Index(fields=["language", "sound"], name="search_word_sound"),
                    models.Index(fields=["language", "stem"], name="search_word_stem"),
                    django.contrib.postgres.indexes.GinIndex(
                        models.Func(
                            models.F("language"),
                            models.F("folded"),
                            models.F("sound"),
                            models.F("stem"),
                            function="search_marks",
                        ),
                        name="search_word_near",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rebuild",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("next_page", models.IntegerField()),
            ],
        ),
        migrations.RunSQL(KEEPING),
        migrations.RunSQL(READING),
    ]
