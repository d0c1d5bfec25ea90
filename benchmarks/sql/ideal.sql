-- The tables that one would want for the questions and nothing else, with every index that may help: an article
-- a row, in the order of publication, as a table in use would be. And for comparison, for what an article has
-- several of, a link a row, in the order of reading: quicker, but larger than the whole index may be.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE SCHEMA bench;

CREATE UNLOGGED TABLE bench.link AS
SELECT page.locale_id, link.sort, link.thing, article.date, article.page_ptr_id AS page_id
FROM (
    SELECT 'v'::"char" AS sort, article_id, venue_id::int AS thing FROM news_articlevenue
    UNION ALL SELECT 'p', articlepage_id, programmepage_id FROM news_articlepage_programmes
    UNION ALL SELECT 't', articlepage_id, topic_id::int FROM news_articlepage_topics
) AS link
JOIN news_articlepage AS article ON article.page_ptr_id = link.article_id
JOIN wagtailcore_page AS page ON page.id = article.page_ptr_id AND page.live
ORDER BY locale_id, sort, thing, date DESC, page_id DESC;
CREATE INDEX link_thing ON bench.link (locale_id, sort, thing, date DESC, page_id DESC);
CREATE INDEX link_date ON bench.link (locale_id, sort, date, thing);

CREATE UNLOGGED TABLE bench.article AS
SELECT
    page.locale_id,
    article.date,
    page.id AS page_id,
    kind.number AS kind,
    tags.tags,
    to_tsvector(CASE locale.language_code WHEN 'ru' THEN 'russian' ELSE 'english' END::regconfig, page.title)
        || to_tsvector('simple', page.title) AS vector
FROM wagtailcore_page AS page
JOIN wagtailcore_locale AS locale ON locale.id = page.locale_id
JOIN news_articlepage AS article ON article.page_ptr_id = page.id
JOIN (VALUES ('news', 1), ('release', 2), ('media', 3), ('announcement', 4)) AS kind (code, number)
    ON kind.code = article.kind
LEFT JOIN (
    -- A thing's tag is its number, in a thousand of its own for each sort.
    SELECT page_id, array_agg(thing + 100000 * strpos('vpt', sort::text)) AS tags FROM bench.link GROUP BY 1
) AS tags ON tags.page_id = page.id
WHERE page.live
ORDER BY date, page_id;
CREATE INDEX article_newest ON bench.article (locale_id, date DESC, page_id DESC);
CREATE INDEX article_tags ON bench.article USING gin (tags);
CREATE INDEX article_vector ON bench.article USING gin (vector);

CREATE UNLOGGED TABLE bench.name AS
SELECT page_id, title AS name FROM bench.article JOIN wagtailcore_page ON id = page_id ORDER BY page_id;
CREATE UNIQUE INDEX name_page ON bench.name (page_id);

CREATE UNLOGGED TABLE bench.word AS
SELECT 'en' AS language, word, ndoc
FROM ts_stat($$SELECT to_tsvector('simple', name) FROM bench.name JOIN bench.article USING (page_id) 
    JOIN wagtailcore_locale AS l ON l.id = locale_id WHERE language_code = 'en'$$)
UNION ALL
SELECT 'ru', word, ndoc
FROM ts_stat($$SELECT to_tsvector('simple', name) FROM bench.name JOIN bench.article USING (page_id) 
    JOIN wagtailcore_locale AS l ON l.id = locale_id WHERE language_code = 'ru'$$)
ORDER BY 1, 2;
CREATE INDEX word_word ON bench.word (language, word text_pattern_ops);
CREATE INDEX word_trigrams ON bench.word USING gin (word gin_trgm_ops);
CREATE INDEX word_near ON bench.word USING gist (word gist_trgm_ops);
