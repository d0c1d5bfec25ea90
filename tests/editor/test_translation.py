"""An article made for translation comes with what surrounds the original, in its own language."""

import pytest
from wagtail.models import Locale

from news.models import ArticlePage


@pytest.mark.django_db
def test_venues_programmes_and_topics_are_carried_over_in_the_other_language():
    original = ArticlePage.objects.get(source_id="2019-12-04-school-of-organizers:en")
    original.get_translation(Locale.objects.get(language_code="ru")).delete()
    copy = original.copy_for_translation(Locale.objects.get(language_code="ru"))
    copy = ArticlePage.objects.get(pk=copy.pk)
    assert [venue.name for venue in copy.venues[:2]] == ["Москва", "Белгород"]
    assert [programme.title for programme in copy.programmes.all()] == ["Руками"]
    assert {topic.name for topic in copy.topics.all()} == {"Технологические кружки", "Образование"}
    assert copy.source_id != original.source_id
    assert not copy.live
