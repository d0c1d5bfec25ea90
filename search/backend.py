"""Wagtail's search of texts in PostgreSQL, but for what grows with the archive at each save."""

from modelsearch.backends.database.postgres.postgres import PostgresIndex, PostgresSearchBackend


class Index(PostgresIndex):
    """Its index. A title weighs by its length beside the average, which each save would work out anew.

    Titles of new entries have no weight of their own until `manage.py wagtail_update_index` goes through
    them all.
    """

    def _refresh_title_norms(self, full: bool = False) -> None:
        if full:
            super()._refresh_title_norms(full=True)


class SearchBackend(PostgresSearchBackend):
    """The backend for `WAGTAILSEARCH_BACKENDS`."""

    index_class = Index
