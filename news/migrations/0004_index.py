"""Published articles in the index of the search, kept there by the database itself.

`search_source` says what the index should hold; triggers on every table that it reads call
`search_refresh` for the article, in the same transaction, whoever changes it and however. It is written
as text, and triggers name no columns, so that later migrations may alter them.
"""

from django.db import migrations

SOURCE = """
CREATE OR REPLACE FUNCTION search_source(first int, last int)
RETURNS TABLE (page_id int, language text, date date, tags int[], name text)
LANGUAGE sql STABLE AS $$
    SELECT page.id, locale.language_code::text, article.date, ARRAY(
        SELECT public.search_tag(thing.facet, thing.number, locale.language_code)
        FROM (
            SELECT 1, venue_id::bigint FROM news_articlevenue WHERE article_id = page.id
            UNION
            SELECT 2, programmepage_id FROM news_articlepage_programmes WHERE articlepage_id = page.id
            UNION
            SELECT 3, topic_id FROM news_articlepage_topics WHERE articlepage_id = page.id
            UNION
            SELECT 4, kind.number
            FROM unnest(ARRAY['news', 'release', 'media', 'announcement'])
                WITH ORDINALITY AS kind (name, number)
            WHERE kind.name = article.kind
            UNION
            SELECT 5, 1 WHERE article.event_start IS NOT NULL
        ) AS thing (facet, number)
        ORDER BY 1
    ), page.title::text
    FROM news_articlepage AS article
    JOIN wagtailcore_page AS page ON page.id = article.page_ptr_id
    JOIN wagtailcore_locale AS locale ON locale.id = page.locale_id
    WHERE page.live AND page.id BETWEEN first AND last
        AND article.page_ptr_id BETWEEN first AND last
$$;
"""

# The trigger's argument is the name of the column with the article's id.
TRIGGERS = """
CREATE FUNCTION news_keep_index() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before int;
    after int;
BEGIN
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

CREATE FUNCTION news_keep_index_of_page() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' OR (OLD.title, OLD.live, OLD.locale_id)
        IS DISTINCT FROM (NEW.title, NEW.live, NEW.locale_id) THEN
        PERFORM search_refresh(NEW.id, NEW.id);
    END IF;
    RETURN NULL;
END;
$$;

CREATE FUNCTION news_keep_index_of_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.date, OLD.kind, OLD.event_start)
        IS DISTINCT FROM (NEW.date, NEW.kind, NEW.event_start) THEN
        PERFORM search_refresh(NEW.page_ptr_id, NEW.page_ptr_id);
    END IF;
    RETURN NULL;
END;
$$;

CREATE FUNCTION news_keep_index_of_locale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.language_code <> NEW.language_code THEN
        PERFORM search_refresh(min(id), max(id)) FROM wagtailcore_page WHERE locale_id = NEW.id;
    END IF;
    RETURN NULL;
END;
$$;

CREATE FUNCTION news_keep_index_of_all() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM search_refresh(0, 2147483647);
    RETURN NULL;
END;
$$;

CREATE TRIGGER news_index AFTER INSERT OR UPDATE ON wagtailcore_page
    FOR EACH ROW EXECUTE FUNCTION news_keep_index_of_page();
CREATE TRIGGER news_index AFTER UPDATE ON wagtailcore_locale
    FOR EACH ROW EXECUTE FUNCTION news_keep_index_of_locale();
CREATE TRIGGER news_index_change AFTER UPDATE ON news_articlepage
    FOR EACH ROW EXECUTE FUNCTION news_keep_index_of_article();
CREATE TRIGGER news_index AFTER INSERT OR DELETE ON news_articlepage
    FOR EACH ROW EXECUTE FUNCTION news_keep_index('page_ptr_id');
CREATE TRIGGER news_index AFTER INSERT OR UPDATE OR DELETE ON news_articlevenue
    FOR EACH ROW EXECUTE FUNCTION news_keep_index('article_id');
CREATE TRIGGER news_index AFTER INSERT OR UPDATE OR DELETE ON news_articlepage_programmes
    FOR EACH ROW EXECUTE FUNCTION news_keep_index('articlepage_id');
CREATE TRIGGER news_index AFTER INSERT OR UPDATE OR DELETE ON news_articlepage_topics
    FOR EACH ROW EXECUTE FUNCTION news_keep_index('articlepage_id');
CREATE TRIGGER news_index_emptied AFTER TRUNCATE ON news_articlepage
    FOR EACH STATEMENT EXECUTE FUNCTION news_keep_index_of_all();
CREATE TRIGGER news_index_emptied AFTER TRUNCATE ON news_articlevenue
    FOR EACH STATEMENT EXECUTE FUNCTION news_keep_index_of_all();
CREATE TRIGGER news_index_emptied AFTER TRUNCATE ON news_articlepage_programmes
    FOR EACH STATEMENT EXECUTE FUNCTION news_keep_index_of_all();
CREATE TRIGGER news_index_emptied AFTER TRUNCATE ON news_articlepage_topics
    FOR EACH STATEMENT EXECUTE FUNCTION news_keep_index_of_all();
"""

DROP = """
DROP TRIGGER news_index_emptied ON news_articlepage_topics;
DROP TRIGGER news_index_emptied ON news_articlepage_programmes;
DROP TRIGGER news_index_emptied ON news_articlevenue;
DROP TRIGGER news_index_emptied ON news_articlepage;
DROP TRIGGER news_index ON news_articlepage_topics;
DROP TRIGGER news_index ON news_articlepage_programmes;
DROP TRIGGER news_index ON news_articlevenue;
DROP TRIGGER news_index ON news_articlepage;
DROP TRIGGER news_index_change ON news_articlepage;
DROP TRIGGER news_index ON wagtailcore_locale;
DROP TRIGGER news_index ON wagtailcore_page;
DROP FUNCTION news_keep_index_of_all();
DROP FUNCTION news_keep_index_of_locale();
DROP FUNCTION news_keep_index_of_article();
DROP FUNCTION news_keep_index_of_page();
DROP FUNCTION news_keep_index();
DROP FUNCTION search_source(int, int);
"""

class Migration(migrations.Migration):
    dependencies = [
        ("news", "0003_file_text"),
        ("search", "0002_index"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunSQL(SOURCE, migrations.RunSQL.noop),
        migrations.RunSQL(TRIGGERS, DROP),
    ]
