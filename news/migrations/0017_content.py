"""Every change of what readers see leaves a mark, in its own transaction and whoever makes it.

Statements that change nothing leave none, nor do drafts. Triggers name no columns, so that later migrations
may alter them; a table with what readers see is a line in a list like the ones below.
"""

from django.db import migrations, models

FUNCTIONS = """
CREATE FUNCTION news_note_change(changed_part text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    number bigint;
BEGIN
    INSERT INTO news_contentchange (part, mark)
    VALUES (changed_part, (random() * 9e18)::bigint) RETURNING id INTO number;
    IF number % 100 = 0 THEN
        WITH folded AS (
            DELETE FROM news_contentchange WHERE id IN (
                SELECT id FROM news_contentchange FOR UPDATE SKIP LOCKED
            ) RETURNING part, mark
        )
        INSERT INTO news_contentchange (part, mark)
        SELECT part, bit_xor(mark) FROM folded GROUP BY part;
    END IF;
END;
$$;

-- Arguments: the part of the content, and the columns that no reader sees.
CREATE FUNCTION news_content_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM FROM (
            SELECT to_jsonb(after) - TG_ARGV[1:] FROM changed AS after
            EXCEPT SELECT to_jsonb(before) - TG_ARGV[1:] FROM former AS before
        ) AS different;
    ELSE
        PERFORM FROM changed;
    END IF;
    IF FOUND THEN
        PERFORM news_note_change(TG_ARGV[0]);
    END IF;
    RETURN NULL;
END;
$$;

CREATE FUNCTION news_content_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM news_note_change(TG_ARGV[0]);
    RETURN NULL;
END;
$$;

-- Of pages, those that are or were published; articles are a part of their own.
CREATE FUNCTION news_page_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched int[];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT array_agg(DISTINCT after.content_type_id) INTO touched
        FROM changed AS after JOIN former AS before USING (id)
        WHERE (after.live OR before.live)
            AND to_jsonb(after) - TG_ARGV <> to_jsonb(before) - TG_ARGV;
    ELSE
        SELECT array_agg(DISTINCT content_type_id) INTO touched FROM changed WHERE live;
    END IF;
    PERFORM news_note_change(part) FROM (
        SELECT DISTINCT CASE model WHEN 'articlepage' THEN 'articles' ELSE 'things' END AS part
        FROM django_content_type WHERE id = ANY(touched)
    ) AS parts;
    RETURN NULL;
END;
$$;
"""

TABLES = {
    "index": ["search_entry"],
    "articles": [
        "news_articlepage",
        "news_articlevenue",
        "news_articlepage_programmes",
        "news_articlepage_topics",
        "news_correction",
        "news_picture",
        "news_picturerendition",
        "news_file",
        "news_pagepictures",
    ],
    "things": [
        "news_venue",
        "news_topic",
        "news_partner",
        "news_person",
        "news_programmepage",
        "news_programmefigure",
        "news_programmepartner",
        "news_programmecontact",
        "news_programmedocument",
        "news_newsindexpage",
        "news_programmeindexpage",
        "wagtailcore_site",
        "wagtailcore_locale",
        "wagtailcore_pageviewrestriction",
    ],
}
# What no reader sees.
HIDDEN = {"news_pagepictures": ["due_at", "taken_at"]}
HIDDEN_OF_PAGES = [
    "latest_revision_id", "latest_revision_created_at", "has_unpublished_changes", "draft_title", "locked",
    "locked_at", "locked_by_id", "owner_id", "numchild", "go_live_at", "expire_at",
]  # fmt: skip
TRANSITIONS = {
    "INSERT": "NEW TABLE AS changed",
    "UPDATE": "NEW TABLE AS changed OLD TABLE AS former",
    "DELETE": "OLD TABLE AS changed",
}


def watch(table: str, function: str, arguments: list[str]) -> str:
    """The triggers that note changes of a table."""
    given = ", ".join(f"'{argument}'" for argument in arguments)
    return "".join(
        f"CREATE TRIGGER news_content_{event.lower()} AFTER {event} ON {table} REFERENCING {tables}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {function}({given});\n"
        for event, tables in TRANSITIONS.items()
    )


def watch_emptying(table: str, part: str) -> str:
    """The trigger that notes that a table was emptied at once."""
    return (
        f"CREATE TRIGGER news_content_truncate AFTER TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION news_content_emptied('{part}');\n"
    )


def watch_parts(parts: dict[str, list[str]]) -> str:
    """The triggers of all tables of some parts."""
    return "".join(
        watch(table, "news_content_changed", [part, *HIDDEN.get(table, [])])
        + watch_emptying(table, part)
        for part, tables in parts.items()
        for table in tables
    )


def unwatch(tables: list[str]) -> str:
    """The triggers gone."""
    return "".join(
        f"DROP TRIGGER news_content_{event} ON {table};\n"
        for table in tables
        for event in ("insert", "update", "delete", "truncate")
    )


PAGES = watch("wagtailcore_page", "news_page_changed", HIDDEN_OF_PAGES) + watch_emptying(
    "wagtailcore_page", "things"
)
ALL_TABLES = ["wagtailcore_page", *(table for tables in TABLES.values() for table in tables)]
DROP_FUNCTIONS = """
DROP FUNCTION news_page_changed();
DROP FUNCTION news_content_emptied();
DROP FUNCTION news_content_changed();
DROP FUNCTION news_note_change(text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0016_coordinates"),
        ("search", "0002_index"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContentChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("index", "index"),
                            ("articles", "articles"),
                            ("things", "things"),
                        ],
                        max_length=20,
                    ),
                ),
                ("mark", models.BigIntegerField()),
            ],
        ),
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.RunSQL(PAGES + watch_parts(TABLES), unwatch(ALL_TABLES)),
    ]
