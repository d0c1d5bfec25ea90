"""The editor's form of an article."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from news import checks
from news.checks.facts import NAME_LENGTH

from .changes import ChangeFormMixin
from .slugs import LatinSlugForm
from .translations import InStepFormMixin


class ArticleForm(ChangeFormMixin, InStepFormMixin, LatinSlugForm):
    """Its choices are in the article's own language; what it sends twice is one article."""

    # Names the article before it is saved: a form whose answer got lost can be sent again.
    draft_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    in_step = forms.BooleanField(
        required=False,
        help_text=_("Tick it when the translation says all that the original says."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        locale = self.instance.locale_id or (self.parent_page and self.parent_page.locale_id)
        fields: dict[str, Any] = self.fields
        for name in ("programmes", "topics"):
            if name in fields:
                fields[name].queryset = fields[name].queryset.filter(locale=locale)
        if "title" in fields:
            fields["title"].max_length = NAME_LENGTH
            fields["title"].widget.attrs["maxlength"] = NAME_LENGTH
        if self.instance.pk:
            del self.fields["draft_key"]
        else:
            self.initial["draft_key"] = self.instance.source_id

    def defer_required_fields(self) -> None:
        """A draft may have no name yet: who writes the text first must not lose it."""
        super().defer_required_fields()
        if "title" in self.fields:
            self.fields["title"].required = False

    def clean_title(self) -> str:
        """The name; a draft without one is called so."""
        name: str = self.cleaned_data["title"]
        return name or (gettext("Untitled") if self.is_deferred_validation else "")

    def restore_required_fields(self) -> None:
        """What is sent to readers has a name."""
        super().restore_required_fields()
        if "title" in self.fields:
            self.fields["title"].required = True

    def clean_draft_key(self) -> UUID | None:
        """Give a new article the identity that its form has had from the start."""
        key: UUID | None = self.cleaned_data["draft_key"]
        if key:
            self.instance.source_id = str(key)
        return key

    def _post_clean(self) -> None:
        # A draft is kept whatever it lacks: what was written must not get lost.
        self.instance.must_be_right = not self.is_deferred_validation
        super()._post_clean()
        if not self.is_deferred_validation:
            for finding in checks.editors_errors(self.instance):
                self.add_error(finding.field, finding.message)
