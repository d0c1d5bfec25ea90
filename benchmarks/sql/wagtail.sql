-- What modelsearch stores of each article that it does not know yet, by its own rules:
-- names weigh B, leads and texts D, beginnings are kept in plain words. Texts repeat, so each is
-- taken apart once.

CREATE TEMPORARY TABLE bench_words ON COMMIT DROP AS
SELECT
    lead,
    lead || ' ' || text AS body_text,
    setweight(to_tsvector('russian', lead), 'D') || setweight(to_tsvector('russian', text), 'D')
        AS body
FROM (
    SELECT DISTINCT lead, regexp_replace(body #>> '{0,value}', '<[^>]*>', '', 'g') AS text
    FROM news_articlepage
    WHERE source_id LIKE 'bench:%'
) AS texts;
ANALYZE bench_words;

INSERT INTO wagtailsearch_indexentry (
    content_type_id, object_id, title_norm, title, autocomplete, body, title_text, body_text
)
SELECT
    named.content_type_id, named.id::text, named.title_norm, named.vector, named.autocomplete,
    words.body, named.title, words.body_text
FROM (
    SELECT *, avg(length(vector)) OVER () / length(vector) AS title_norm
    FROM (
        SELECT
            id, content_type_id, title,
            setweight(to_tsvector('russian', title), 'B') AS vector,
            setweight(to_tsvector('simple', title), 'D') AS autocomplete
        FROM wagtailcore_page
        JOIN news_articlepage ON page_ptr_id = id
        WHERE source_id LIKE 'bench:%'
    ) AS vectors
) AS named
JOIN news_articlepage AS article ON article.page_ptr_id = named.id
JOIN bench_words AS words USING (lead)
ORDER BY named.id
ON CONFLICT DO NOTHING;
