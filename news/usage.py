"""Where venues, topics and programmes are used, and putting one in the place of another everywhere."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page, ReferenceIndex

from news.alerts.following import follow
from news.facets import Facet
from news.models import ArticlePage, ArticleVenue, ProgrammePage, Topic, Venue
from news.models.queries import ArticleQuerySet

# How articles have each: their field, and the parameter of a question.
FIELDS: dict[Any, str] = {Venue: "venue_links__venue", Topic: "topics", ProgrammePage: "programmes"}
PARAMETERS: dict[Any, str] = {Venue: "venue", Topic: "topic", ProgrammePage: "programme"}

# What is kept of an article in its revisions; a revision that has both keeps one.
VENUE_IN_REVISIONS = """
UPDATE wagtailcore_revision SET content = jsonb_set(content, '{venue_links}', (
    SELECT jsonb_agg(
        CASE WHEN link->'venue' = to_jsonb(%(old)s)
            THEN jsonb_set(link, '{venue}', to_jsonb(%(new)s)) ELSE link END
        ORDER BY place
    )
    FROM jsonb_array_elements(content->'venue_links') WITH ORDINALITY AS each (link, place)
    WHERE NOT (link->'venue' = to_jsonb(%(old)s) AND content->'venue_links'
        @> jsonb_build_array(jsonb_build_object('venue', %(new)s)))
))
WHERE content_type_id = %(type)s AND content
    @> jsonb_build_object('venue_links', jsonb_build_array(jsonb_build_object('venue', %(old)s)))
"""
TOPIC_IN_REVISIONS = """
UPDATE wagtailcore_revision SET content = jsonb_set(content, '{topics}', (
    SELECT jsonb_agg(
        CASE WHEN topic = to_jsonb(%(old)s) THEN to_jsonb(%(new)s) ELSE topic END ORDER BY place
    )
    FROM jsonb_array_elements(content->'topics') WITH ORDINALITY AS each (topic, place)
    WHERE NOT (topic = to_jsonb(%(old)s) AND content->'topics' @> to_jsonb(%(new)s))
))
WHERE content_type_id = %(type)s
    AND content @> jsonb_build_object('topics', jsonb_build_array(%(old)s))
"""


# The triggers of the index wait, and it is told of all articles at once.
WAIT = "SELECT set_config('news.index_waits', %s, true)"
TAGS_IN_INDEX = """
UPDATE search_entry AS entry SET tags = ARRAY(
    SELECT DISTINCT CASE WHEN tag = old THEN new ELSE tag END FROM unnest(tags) AS tag ORDER BY 1
)
FROM (
    SELECT code, search_tag(%(facet)s, %(old)s, code) AS old, search_tag(%(facet)s, %(new)s, code) AS new
    FROM unnest(%(languages)s::text[]) AS code
) AS renumbered
WHERE language = code AND tags @> ARRAY[old]
"""


def articles_with(thing: Any) -> ArticleQuerySet:
    """The articles that have it: as readers or lists show them, or in what an editor wrote last."""
    model = type(thing)
    written = (
        {"venue_links": [{"venue": thing.pk}]} if model is Venue else {FIELDS[model]: [thing.pk]}
    )
    having = ArticlePage.objects.filter(**{FIELDS[model]: thing.pk}, pk=OuterRef("pk")).order_by()
    articles: ArticleQuerySet = ArticlePage.objects.filter(
        Exists(having) | Q(latest_revision__content__contains=written)
    )
    return articles


def counterparts(old: Any, new: Any) -> list[tuple[Any, Any | None]]:
    """Every translation of `old` with that of `new` in the same language, or None where there is none."""
    by_locale = {one.locale_id: one for one in new.get_translations(inclusive=True)}
    translations = old.get_translations(inclusive=True).order_by("pk")
    return [(one, by_locale.get(one.locale_id)) for one in translations]


def merge(old: Any, new: Any) -> int:
    """Put a venue or topic in the place of another everywhere, in each language; the other is deleted.

    A translation that `new` lacks becomes its translation. Returns how many links to articles moved.
    """
    if type(old) is not type(new) or old.pk == new.pk or old.locale_id != new.locale_id:
        raise ValueError("Only two different things of one sort and language are merged.")
    moved = 0
    with transaction.atomic():
        for translation, counterpart in counterparts(old, new):
            if counterpart:
                moved += _replace(translation, counterpart)
                translation.delete()
            else:
                _adopt(translation, new)
        if not type(old).objects.filter(slug=old.slug).exists():
            follow(PARAMETERS[type(old)], old.slug, new.slug)
    return moved


def _adopt(translation: Any, thing: Any) -> None:
    taken = type(thing).objects.filter(slug=thing.slug, locale=translation.locale_id).exists()
    translation.translation_key = thing.translation_key
    translation.slug = translation.slug if taken else thing.slug
    translation.save()


def _replace(old: Any, new: Any) -> int:
    is_venue = isinstance(old, Venue)
    links = ArticleVenue.objects if is_venue else ArticlePage.topics.through.objects
    article, thing = ("article", "venue") if is_venue else ("articlepage", "topic")
    with_new = links.filter(**{thing: new}).values(article)
    # Who publishes one of them at the same moment comes after.
    pages = Page.objects.filter(pk__in=links.filter(**{thing: old}).values(article)).order_by("pk")
    len(pages.select_for_update(no_key=True).values_list("pk"))
    with connection.cursor() as cursor:
        cursor.execute(WAIT, ["on"])
        links.filter(**{thing: old, f"{article}__in": with_new}).delete()
        moved: int = links.filter(**{thing: old}).update(**{thing: new})
        cursor.execute(WAIT, ["off"])
        facet = Facet.VENUE if is_venue else Facet.TOPIC
        codes = [code for code, _name in settings.LANGUAGES]
        numbers = {"facet": facet.value, "old": old.pk, "new": new.pk, "languages": codes}
        cursor.execute(TAGS_IN_INDEX, numbers)
        cursor.execute(
            VENUE_IN_REVISIONS if is_venue else TOPIC_IN_REVISIONS,
            {
                "old": old.pk,
                "new": new.pk,
                "type": ContentType.objects.get_for_model(ArticlePage).pk,
            },
        )
    _move_references(old, new)
    return moved


def _move_references(old: Any, new: Any) -> None:
    """What Wagtail knows of the use of things; it does not see changes made in bulk."""
    known = ReferenceIndex.objects.filter(to_content_type=ContentType.objects.get_for_model(old))
    place = ("base_content_type", "object_id", "model_path", "content_path_hash")
    same = known.filter(to_object_id=str(new.pk), **{name: OuterRef(name) for name in place})
    moving = known.filter(to_object_id=str(old.pk))
    moving.filter(Exists(same)).delete()
    moving.update(to_object_id=str(new.pk))


def used_programmes_under(page: Page) -> list[ProgrammePage]:
    """The programmes that would go with a page and are named by articles."""
    programmes = ProgrammePage.objects.descendant_of(page, inclusive=True)
    return [one for one in programmes if articles_with(one).exists()]
