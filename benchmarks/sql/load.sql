-- Articles of bench_pair, in every language of bench_language, straight into the site's tables.
-- A page's number and its date rise together, as in an archive that grew.

CREATE TEMPORARY TABLE bench_article ON COMMIT DROP AS
SELECT
    language.first + 2 * pair.serial AS id,
    language.code AS language,
    language.locale_id,
    language.path || pair.step AS path,
    language.url_path || 'bench-' || pair.serial || '/' AS url_path,
    CASE language.code WHEN 'ru' THEN pair.name_ru ELSE pair.name_en END AS name,
    text.lead,
    text.body,
    pair.*
FROM bench_pair AS pair
CROSS JOIN bench_language AS language
JOIN bench_text AS text ON text.language = language.code AND text.number = pair.text
ORDER BY 1;

INSERT INTO wagtailcore_page (
    id, path, depth, numchild, title, draft_title, slug, url_path, live, has_unpublished_changes,
    seo_title, show_in_menus, search_description, expired, locked, content_type_id, locale_id,
    translation_key, first_published_at, last_published_at
)
SELECT
    id, path, length(path) / 4, 0, name, name, 'bench-' || serial, url_path, true, false,
    '', false, '', false, false,
    (SELECT id FROM django_content_type WHERE app_label = 'news' AND model = 'articlepage'),
    locale_id, md5('bench:' || serial)::uuid, date + interval '9 hours', date + interval '9 hours'
FROM bench_article;

INSERT INTO news_articlepage (
    page_ptr_id, source_id, date, kind, lead, body, event_start, event_end,
    cover_alt, cover_caption, cover_credit, source_name, source_url, translated_from_id
)
SELECT
    id, 'bench:' || language || ':' || serial, date, kind, lead, body,
    CASE WHEN serial % 10 = 0 THEN date + 7 END, CASE WHEN serial % 10 = 0 THEN date + 8 END,
    '', '', '', '', '', CASE language WHEN 'ru' THEN id - 1 END
FROM bench_article;

INSERT INTO news_articlevenue (article_id, venue_id, sort_order)
SELECT article.id, thing.id, chosen.place - 1
FROM bench_article AS article
CROSS JOIN LATERAL unnest(article.venues) WITH ORDINALITY AS chosen (number, place)
JOIN bench_thing AS thing
    ON thing.sort = 'venue' AND thing.language = article.language AND thing.number = chosen.number;

INSERT INTO news_articlepage_programmes (articlepage_id, programmepage_id)
SELECT article.id, thing.id
FROM bench_article AS article
CROSS JOIN LATERAL unnest(article.programmes) AS chosen (number)
JOIN bench_thing AS thing
    ON thing.sort = 'programme' AND thing.language = article.language AND thing.number = chosen.number;

INSERT INTO news_articlepage_topics (articlepage_id, topic_id)
SELECT article.id, thing.id
FROM bench_article AS article
CROSS JOIN LATERAL unnest(article.topics) AS chosen (number)
JOIN bench_thing AS thing
    ON thing.sort = 'topic' AND thing.language = article.language AND thing.number = chosen.number;

UPDATE wagtailcore_page AS page
SET numchild = numchild + (SELECT count(*) FROM bench_pair)
FROM bench_language AS language
WHERE page.path = language.path;
SELECT setval(pg_get_serial_sequence('wagtailcore_page', 'id'), (SELECT max(id) FROM wagtailcore_page));
