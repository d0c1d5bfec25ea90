"""An upgrade tells existing translations what they translate."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from news.models import ArticlePage


@pytest.mark.django_db
def test_existing_pairs_are_in_step_with_the_article_in_the_first_language():
    ArticlePage.objects.update(translated_from=None, translated_revision=None, changed_at=None)
    with connection.schema_editor() as editor:
        import_module("news.migrations.0008_pairs").tell(apps, editor)
    english = ArticlePage.objects.in_language("en")
    russian = ArticlePage.objects.in_language("ru")
    assert english.count() == english.originals().count() > 0
    assert russian.translations().count() == russian.in_step().count() > 0
    for copy in russian.translations():
        assert copy.translated_from.translation_key == copy.translation_key
        assert copy.translated_revision == copy.translated_from.live_revision
    assert not ArticlePage.objects.filter(changed_at=None).exists()


@pytest.mark.django_db
def test_the_index_is_made_by_a_postgresql_that_does_not_know_estonian():
    """Version 17, that of Debian 13, knows all the other languages."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TEXT SEARCH CONFIGURATION estonian RENAME TO unheard_of")
        cursor.execute("CREATE SCHEMA elsewhere")
        cursor.execute("SET LOCAL search_path TO elsewhere, public")
        with connection.schema_editor() as editor:
            import_module("search.migrations.0002_index").make_functions(apps, editor)
        cursor.execute(
            "SELECT code, search_configuration(code)::text FROM (VALUES ('et'), ('ru')) AS known (code)"
        )
        assert dict(cursor.fetchall()) == {"et": "simple", "ru": "russian"}
