"""The fields of a question's form: each keeps what was typed and says what is wrong with it."""

import datetime as dt
from typing import Any, Literal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import dates, names


class NameField(forms.CharField):
    """Words of a name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=True, **kwargs)

    def clean(self, value: Any) -> str:
        """The typed words; too many of them, or none at all, are refused."""
        name: str = super().clean(value)
        if len(name) > names.MAX_LENGTH:
            raise ValidationError(
                _("This is %(length)d characters long: use at most %(limit)d.")
                % {"length": len(name), "limit": names.MAX_LENGTH}
            )
        if name and not names.has_words(name):
            raise ValidationError(_("Type at least one letter or digit of the name."))
        return name


class DateEdgeField(forms.CharField):
    """A typed date; of a month or a year, its first or its last day."""

    def __init__(self, *, edge: Literal["first", "last"], **kwargs: Any) -> None:
        self.edge = edge
        super().__init__(strip=True, **kwargs)

    def clean(self, value: Any) -> dt.date | None:
        """The day that is meant, or None when nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        if len(text) > 40:
            raise ValidationError(_("This is too long for a date: write it as 04.12.2019."))
        try:
            span = dates.parse(text)
        except dates.DateNotUnderstood as error:
            raise ValidationError(str(error)) from error
        day: dt.date = getattr(span, self.edge)
        return day


class SlugsField(forms.MultipleChoiceField):
    """Any of several things, each by its slug; empty values mean nothing."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: Any) -> list[str]:
        """The slugs, each once, in the order given."""
        return list(dict.fromkeys(slug for slug in super().to_python(value) if slug))
