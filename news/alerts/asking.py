"""Asking for an alert: the form, and the letter that asks the owner of the address."""

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.models import Alert, Letter
from news.models.alerts import LetterKind, Rhythm


class RhythmForm(forms.Form):
    """How often an alert may write."""

    rhythm = forms.ChoiceField(
        label=_("How often"),
        choices=Rhythm,
        initial=Rhythm.DAILY,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how often: at once, every day or every Monday."),
            "invalid_choice": _("Choose how often: at once, every day or every Monday."),
        },
    )


class AlertForm(RhythmForm):
    """Who wants to hear of it, and how often."""

    address = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        error_messages={
            "required": _("Type your e-mail address."),
            "invalid": _("This is not an e-mail address: type one such as name@example.org."),
        },
    )
    # People do not see it; what fills in every field of every form does.
    website = forms.CharField(required=False, label=_("Leave this empty"))

    field_order = ["address", "rhythm"]

    @property
    def is_by_machine(self) -> bool:
        """Whether the hidden field is filled in."""
        return bool(self.data.get("website"))


@transaction.atomic
def ask(address: str, language: str, question: str, rhythm: str) -> None:
    """Note an alert that its owner has yet to confirm, and have a letter ask for it.

    An alert that is confirmed stays as it is: whoever typed the address may be somebody else.
    """
    found = Alert.objects.of(address).filter(language=language, question=question)
    alert = found.select_for_update().first()
    if alert is None:
        alert = Alert(address=address, language=language, question=question)
    if alert.confirmed_at is None:
        alert.rhythm, alert.asked_at = rhythm, timezone.now()
        alert.save()
    kind = LetterKind.KNOWN if alert.confirmed_at else LetterKind.CONFIRM
    Letter.objects.get_or_create(alert=alert, kind=kind)
