"""The site's own index: filled as the database keeps it, and weighed."""

from django.db import connection, transaction
from tqdm import tqdm

from search import index
from search.models import Entry, Word

from . import bulk

TABLES = [Entry._meta.db_table, Word._meta.db_table]


def build() -> None:
    """Have every seeded article in the index, if it is not there yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM news_articlepage JOIN wagtailcore_page ON id = page_ptr_id"
            " WHERE live) - (SELECT count(*) FROM search_entry)"
        )
        if cursor.fetchone()[0] <= 0:
            return
    with transaction.atomic(), connection.cursor() as cursor, bulk.bare(cursor, TABLES):
        for first, last in tqdm(list(index.batches()), desc="filling the index"):
            cursor.execute("SELECT search_refresh(%s, %s)", [first, last])
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {', '.join(TABLES)}")


def size() -> dict[str, float]:
    """Bytes for an article: of each table with its indexes and of everything together."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), "
            + ", ".join(f"pg_total_relation_size('{table}')" for table in TABLES)
            + " FROM search_entry"
        )
        number, *sizes = cursor.fetchone()
    weights = {table: size / number for table, size in zip(TABLES, sizes, strict=True)}
    return {**weights, "together": sum(weights.values())}
