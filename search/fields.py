"""The fields of a question's form: each keeps what was typed and says what is wrong with it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import names


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


class SlugsField(forms.MultipleChoiceField):
    """Any of several things, each by its slug; empty values mean nothing."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: Any) -> list[str]:
        """The slugs, each once, in the order given."""
        return list(dict.fromkeys(slug for slug in super().to_python(value) if slug))
