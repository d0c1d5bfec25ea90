"""One article written: made, changed where the record differs, or left alone; and published."""

import datetime as dt
from collections.abc import Iterable
from enum import Enum

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from news.models import ArticlePage, NewsIndexPage
from news.models.changes import ChangeKind

from .apply import apply
from .exporter import Exported
from .names import Names
from .pictures import Folder, Store
from .places import add_old_paths, page_at
from .prepare import Prepared, prepare
from .publishing import create, publish
from .records import Record
from .refusals import refusal_of, refuse


class Outcome(Enum):
    """What an import did with an article."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class Writer:
    """Writes records, each in a transaction of its own."""

    def __init__(self, dry_run: bool) -> None:
        self.names = Names()
        self.locales: dict[str, Locale] = {}
        self.store = Store(dry_run)

    def put(self, record: Record, folder: Folder, current: Exported | None) -> Outcome:
        """Have the article say what the record says. Raises `Refusal`, with nothing written."""
        try:
            with transaction.atomic():
                outcome = self._put(record, folder, current)
        except BaseException as error:
            self.names.forget()
            self.store.take_back()
            if isinstance(error, ValidationError):
                raise refusal_of(error) from None
            if isinstance(error, DataError | IntegrityError):
                raise refuse("id", str(error).partition("\n")[0]) from None
            raise
        self.store.keep()
        return outcome

    def _put(self, record: Record, folder: Folder, current: Exported | None) -> Outcome:
        prepared = prepare(record, folder, current.record if current else None)
        locale = self._locale(record.language)
        original = _original(record, locale)
        if current is None:
            article = self._create(prepared, locale, original)
            add_old_paths(article, record.fields.get("old_urls", []))
            return Outcome.CREATED
        return self._update(prepared, current, locale, original)

    def _locale(self, language: str) -> Locale:
        if language not in self.locales:
            locale = Locale.objects.filter(language_code=language).first()
            if locale is None:
                raise refuse("lang", _("has no pages yet: migrate to have them made"))
            self.locales[language] = locale
        return self.locales[language]

    def _create(
        self, prepared: Prepared, locale: Locale, original: ArticlePage | None
    ) -> ArticlePage:
        index = NewsIndexPage.objects.filter(locale=locale).order_by("path").first()
        if index is None:
            raise refuse("lang", _("has no news listing: migrate to have it made"))
        article = ArticlePage(source_id=prepared.record.id, locale=locale)
        if original:
            article.translation_key = original.translation_key
        self._apply(article, prepared, prepared.fields)
        noon = dt.datetime.combine(article.date, dt.time(12))
        article.first_published_at = timezone.make_aware(noon)
        create(index, article)
        return article

    def _update(
        self, prepared: Prepared, current: Exported, locale: Locale, original: ArticlePage | None
    ) -> Outcome:
        article = current.article
        if article.locale_id != locale.pk:
            message = _("the article is in “%(language)s” already: its language cannot change")
            raise refuse("lang", message % {"language": article.language})
        changes = prepared.changes(current.record)
        paths = set(prepared.fields.get("old_urls", ())) - set(current.record["old_urls"])
        paths = {path for path in paths if page_at(path) != article.page_ptr}
        is_moved = original is not None and original.translation_key != article.translation_key
        if not (changes or paths or is_moved):
            return Outcome.UNCHANGED
        _check_is_settled(article)
        if is_moved and original:
            _move(article, original)
        if changes:
            article = ArticlePage.objects.get(pk=article.pk)
            self._apply(article, prepared, changes)
            # A source does not say what its new version means to readers: they are told nothing.
            article.change_kind = ChangeKind.UPDATE
            publish(article)
        add_old_paths(article, sorted(paths))
        return Outcome.UPDATED

    def _apply(self, article: ArticlePage, prepared: Prepared, names: Iterable[str]) -> None:
        apply(article, prepared, names, self.names, self.store)


def _move(article: ArticlePage, original: ArticlePage) -> None:
    """Have an article translate another one from now on."""
    article.translate(original)
    Page.objects.filter(pk=article.pk).update(translation_key=original.translation_key)
    ArticlePage.objects.filter(pk=article.pk).update(
        translated_from=original, translated_revision=article.translated_revision_id
    )


def _check_is_settled(article: ArticlePage) -> None:
    """An editor's unfinished work is neither published nor lost. Raises `Refusal`."""
    if not article.live:
        raise refuse("id", _("the article is not published: publish or delete it first"))
    if article.has_unpublished_changes:
        raise refuse("id", _("the article has unpublished changes: publish or discard them first"))
    if article.alias_of_id:
        raise refuse("id", _("the article mirrors another one: change that one"))


def _original(record: Record, locale: Locale) -> ArticlePage | None:
    """The article that this one translates. Raises `Refusal` when it cannot."""
    identity = record.fields.get("translation_of")
    if identity is None:
        return None
    original = ArticlePage.objects.filter(source_id=identity).select_related("locale").first()
    field = "translation_of"
    if original is None:
        raise refuse(field, _("there is no article “%(id)s”") % {"id": identity})
    if original.locale_id == locale.pk:
        raise refuse(field, _("“%(id)s” is in the same language") % {"id": identity})
    others = ArticlePage.objects.filter(translation_key=original.translation_key, locale=locale)
    other = others.exclude(source_id=record.id).first()
    if other:
        message = _("“%(id)s” is translated into this language already: “%(other)s”")
        raise refuse(field, message % {"id": identity, "other": other.source_id})
    return original
