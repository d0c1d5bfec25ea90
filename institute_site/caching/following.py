"""Which changes make which answers untrue."""

from typing import Any

from django.conf import settings
from django.db.models import Model
from django.db.models.signals import post_save, pre_delete
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import CollectionViewRestriction, Locale, Page, Site, get_page_models
from wagtail.signals import page_slug_changed, page_unpublished, post_page_move

from institute_site.models import SiteSettings
from news import made_of
from news.models import (
    ArticlePage,
    File,
    Partner,
    Person,
    Picture,
    ProgrammePage,
    Topic,
    Venue,
)
from news.pictures.ahead import pictures_made
from news.publications import NOT_SAID

from .purging import forget

# What stands on pages, in files and among the choices of every question.
DESCRIBED = (Venue, Topic, Partner, Person)
FRONT = 2  # the depth of front pages


def keys_of(thing: Any) -> set[str]:
    """What must be forgotten once this thing has changed, come or gone."""
    if isinstance(thing, Page):
        return _keys_of_page(thing)
    if isinstance(thing, DESCRIBED):
        return {made_of.thing_key(thing.translation_key), made_of.CHOICES}
    if isinstance(thing, Picture):
        pages = made_of.using(thing)
        return {*pages, *(_lists() if pages else ())}
    if isinstance(thing, File):
        own = {f"file-{thing.pk}", made_of.pages_key(), made_of.MISSING}
        return {*own, *made_of.using(thing)}
    if isinstance(thing, SiteSettings):
        return {made_of.frame_key(thing.locale.language_code), made_of.pages_key()}
    if isinstance(thing, Redirect):
        return {made_of.MISSING}
    if isinstance(thing, CollectionViewRestriction | Locale | Site):
        return {made_of.SITE}
    return set()


def _lists() -> set[str]:
    """Every list that shows pictures."""
    codes = [code for code, _name in settings.LANGUAGES]
    return {key(code) for code in codes for key in (made_of.news_key, made_of.programmes_key)}


def _keys_of_page(page: Page) -> set[str]:
    page = page.specific
    code = page.locale.language_code
    keys = {
        made_of.page_key(page.pk), made_of.thing_key(page.translation_key), made_of.pages_key(),
        made_of.MISSING, *made_of.using(page),
    }  # fmt: skip
    if isinstance(page, ArticlePage):
        return {*keys, *made_of.changed_article(page)}
    if isinstance(page, ProgrammePage):
        return {*keys, made_of.CHOICES, made_of.programmes_key(code)}
    # Pages of the menu, and those above others.
    return {*keys, made_of.frame_key(code), made_of.news_key(code), made_of.programmes_key(code)}


def _saved(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    fields = kwargs.get("update_fields")
    is_draft = isinstance(instance, Page) and (
        not instance.live or (fields is not None and set(fields) <= NOT_SAID)
    )
    if not is_draft and not kwargs.get("raw"):
        _changed(sender, instance)


def _changed(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    if settings.WAGTAILFRONTENDCACHE:
        forget(keys_of(instance))


def _moved(sender: type[Model], instance: Page, **kwargs: Any) -> None:
    """Every page below has another address now, and who leads there must say so."""
    if instance.numchild:
        forget({made_of.SITE})


def _pictures_made(sender: Any, page: Page, **kwargs: Any) -> None:
    """What is shared is named on the page itself; a front page's on all that have none of their own."""
    if not settings.WAGTAILFRONTENDCACHE or not page.live:
        return
    code, keys = page.locale.language_code, {made_of.own_key(page.pk)}
    if getattr(page, "cover_id", None):
        keys |= {made_of.page_key(page.pk), made_of.news_key(code)}
    if page.depth == FRONT:
        keys.add(made_of.frame_key(code))
    # What was before is not wrong, only heavier.
    forget(keys, at_once=False)


def connect() -> None:
    """Follow whatever readers see; called when the app is ready."""
    followed = (
        *DESCRIBED, Picture, File, SiteSettings, Redirect, CollectionViewRestriction, Locale, Site,
    )  # fmt: skip
    for model in (*followed, *get_page_models()):
        post_save.connect(_saved, sender=model, dispatch_uid="caching")
        # Of what is gone nobody knows who used it.
        pre_delete.connect(_changed, sender=model, dispatch_uid="caching")
    page_unpublished.connect(_changed, dispatch_uid="caching")
    for signal in (page_slug_changed, post_page_move):
        signal.connect(_moved, dispatch_uid="caching.moved")
    pictures_made.connect(_pictures_made, dispatch_uid="caching")
