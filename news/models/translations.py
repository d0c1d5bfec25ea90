"""Which article translates which, and whether it has kept up with it."""

from collections.abc import Iterable
from typing import Any, Self

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageQuerySet, WorkflowState


class State(models.TextChoices):
    """How far the translation of an article into a language is."""

    MISSING = "missing", _("Missing")
    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    STALE = "stale", _("Older than its original")
    PUBLISHED = "published", _("Published")


STALE = Q(translated_from__live=True, translated_from__live_revision__isnull=False) & (
    Q(translated_revision=None) | ~Q(translated_revision=F("translated_from__live_revision"))
)


class TranslationQuerySet(PageQuerySet):
    """Articles as originals and translations."""

    def originals(self) -> Self:
        """Which translate no other article."""
        return self.filter(translated_from=None)

    def translations(self) -> Self:
        """Which translate another article."""
        return self.exclude(translated_from=None)

    def stale(self) -> Self:
        """Translations whose original was published since with another text than the one they carry."""
        return self.filter(STALE)

    def in_step(self) -> Self:
        """Translations that carry what their original says today."""
        return self.translations().exclude(pk__in=self.stale().values("pk"))

    def without_translation(self, language: str) -> Self:
        """Originals in other languages that nobody has begun to translate into this one."""
        twins = self.model.objects.filter(
            translation_key=OuterRef("translation_key"), locale__language_code=language
        )
        return self.originals().exclude(locale__language_code=language).filter(~Exists(twins))

    def with_state(self) -> Self:
        """Translations with `translation_state`, one of `State`, for an editor's eyes."""
        # Asked once and not for each article: few are in review at any time.
        in_review = WorkflowState.objects.active().filter(
            base_content_type=ContentType.objects.get_for_model(Page)
        )
        numbers = in_review.values(number=Cast("object_id", models.IntegerField()))
        return self.annotate(
            translation_state=Case(
                When(pk__in=numbers, then=Value(State.REVIEW.value)),
                When(live=False, then=Value(State.DRAFT.value)),
                When(STALE, then=Value(State.STALE.value)),
                default=Value(State.PUBLISHED.value),
            )
        )

    def translated_as(self, states: Iterable[str], languages: Iterable[str]) -> Self:
        """Originals whose translation into any of these languages is in any of these states."""
        states, wanted = set(states), Q(pk__in=[])
        for language in languages:
            if State.MISSING in states:
                wanted |= Q(pk__in=self.model.objects.without_translation(language).values("pk"))
            if begun := states - {State.MISSING}:
                twins = self.model.objects.with_state().filter(
                    locale__language_code=language, translation_state__in=begun
                )
                others = ~Q(locale__language_code=language)
                wanted |= others & Q(translation_key__in=twins.values("translation_key"))
        return self.originals().filter(wanted)

    def translation_counts(self, language: str) -> dict[str, int]:
        """How many originals in other languages are in each state as to this language."""
        begun = self.translations().in_language(language).with_state().order_by()
        counted = begun.values_list("translation_state").annotate(number=models.Count("pk"))
        missing = self.without_translation(language).count()
        return {**dict.fromkeys(State.values, 0), **dict(counted), State.MISSING.value: missing}

    def in_language(self, language: str) -> Self:
        """In the language with this code."""
        return self.filter(locale__language_code=language)


class Translated(models.Model):
    """An article that may translate another one, in any direction between languages."""

    translated_from = models.ForeignKey(
        "news.ArticlePage",
        verbose_name=_("translated from"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="followers",
    )
    translated_revision = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("version that is translated"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True

    def find_original(self) -> None:
        """Have a new article know which one it translates: the original of those that share its key.

        What it carries is what readers see of the original, or its draft when nobody reads it yet.
        """
        if not self._state.adding or self.translated_from_id:
            return
        articles: Any = type(self)._default_manager
        twins = articles.filter(translation_key=self.translation_key)  # type: ignore[attr-defined]
        original = twins.order_by(F("translated_from").asc(nulls_first=True), "pk").first()
        if original:
            self.translate(original)

    def translate(self, original: Any) -> None:
        """Have this article be a translation of another as it is today."""
        self.translated_from = original
        self.translated_revision_id = original.live_revision_id or original.latest_revision_id

    def keep_translation(self, page: "Translated") -> None:
        """Tell one of its versions what it translates; what was carried since the version, it carries too."""
        page.translated_from_id = self.translated_from_id
        known = [self.translated_revision_id, page.translated_revision_id]
        page.translated_revision_id = max(filter(None, known), default=None)

    @cached_property
    def original_revision_id(self) -> int | None:
        """The version of the original to translate: what readers see of it, else its draft."""
        original = self.translated_from
        return (original.live_revision_id or original.latest_revision_id) if original else None

    @property
    def is_in_step(self) -> bool:
        """Whether it carries what its original says today; an original always does."""
        return self.translated_revision_id == self.original_revision_id


class InStepFormMixin(forms.BaseForm):
    """A form of an article with a box to tick when a translation is in step with its original."""

    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "in_step" not in self.fields:
            return
        if not self.instance.translated_from_id or not self.instance.original_revision_id:
            del self.fields["in_step"]
            return
        original = self.instance.translated_from
        said = original.last_published_at or original.latest_revision_created_at
        when = date_format(localtime(said), "DATETIME_FORMAT") if said else ""
        self.initial["in_step"] = self.instance.is_in_step
        self.fields["in_step"].label = _("In step with the original of %(when)s") % {"when": when}

    def save(self, commit: bool = True) -> Any:
        """Save; the tick says which version of the original the text carries from now on."""
        if "in_step" in self.cleaned_data and "in_step" in self.changed_data:
            before = type(self.instance).objects.filter(pk=self.instance.pk)
            self.instance.translated_revision_id = (
                self.instance.original_revision_id
                if self.cleaned_data["in_step"]
                else before.values_list("translated_revision", flat=True).first()
            )
        return super().save(commit)  # type: ignore[misc]
