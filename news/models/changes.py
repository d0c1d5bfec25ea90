"""What is said of a change to a published article: to readers, or to nobody."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

NOTE_LENGTH = 500


class ChangeKind(models.TextChoices):
    """What a change to a published article is."""

    CORRECTION = "correction", _("Correction")
    UPDATE = "update", _("Update")
    TYPO = "typo", _("Typo")


# Which readers are told of.
TOLD = [ChangeKind.CORRECTION, ChangeKind.UPDATE]
EXPLAINED = [
    (ChangeKind.CORRECTION, _("Correction: something was wrong. Readers see a dated note.")),
    (ChangeKind.UPDATE, _("Update: something is new. Readers see a dated note.")),
    (ChangeKind.TYPO, _("Typo: the meaning is the same. Readers are told nothing.")),
]


class Changing(models.Model):
    """An article whose next publication says what has changed; the answer waits in its draft."""

    change_kind = models.CharField(
        _("what has changed"),
        max_length=20,
        choices=ChangeKind,
        blank=True,
        default="",
        db_default="",
    )
    change_note = models.TextField(
        _("note to readers"),
        max_length=NOTE_LENGTH,
        blank=True,
        default="",
        db_default="",
        help_text=_("What was wrong and what is right, or what is new. Shown above the text."),
    )
    changed_at = models.DateTimeField(
        _("readers were told of a change at"), null=True, blank=True, editable=False
    )
    # Of an article made from a version: the version that readers see until this one is published.
    replaced_revision_id: int | None = None

    class Meta:
        abstract = True

    def keep_changes(self, page: "Changing") -> None:
        """Tell one of its versions what the article itself knows about changes."""
        page.changed_at = self.changed_at
        page.replaced_revision_id = self.live_revision_id if self.live else None  # type: ignore[attr-defined]


class ChangeFormMixin(forms.BaseForm):
    """A form of an article that asks for the kind of change before a published one is published again."""

    instance: Any
    is_deferred_validation: bool

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not (self.instance.pk and self.instance.live):
            for name in ("change_kind", "change_note"):
                self.fields.pop(name, None)
        elif "change_kind" in self.fields:
            self.fields["change_kind"].choices = EXPLAINED  # type: ignore[attr-defined]

    def clean(self) -> Any:
        """A draft may be silent about its change; what goes to readers or to a moderator may not."""
        cleaned = super().clean()
        if "change_kind" in self.fields and not self.is_deferred_validation and self._has_changes():
            kind = self.cleaned_data.get("change_kind")
            if not kind:
                self.add_error("change_kind", _("Choose one: correction, update or typo."))
            elif kind in TOLD and not self.cleaned_data.get("change_note"):
                message = _("Write what readers are told, or choose “Typo”.")
                self.add_error("change_note", message)
        return cleaned

    def _has_changes(self) -> bool:
        return self.instance.has_unpublished_changes or self.has_changed()
