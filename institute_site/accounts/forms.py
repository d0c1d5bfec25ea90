"""Signing in, and naming a passkey."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm


class LoginForm(WagtailLoginForm):
    """Wagtail's form, with allauth counting the attempts by account and by address."""

    def clean(self) -> dict[str, Any]:
        """Find the user; raises ValidationError for wrong credentials and after too many attempts."""
        username, password = (self.cleaned_data.get(name) for name in ("username", "password"))
        if username and password:
            adapter = get_adapter()
            self.user_cache = adapter.authenticate(
                self.request, username=username, password=password
            )
            if self.user_cache is None:
                raise self.get_invalid_login_error()
            self.confirm_login_allowed(self.user_cache)
        data: dict[str, Any] = self.cleaned_data
        return data


class PasskeyForm(AddWebAuthnForm):
    """A new passkey, which signs in by itself unless that is unticked."""

    name = forms.CharField(label=_("Name"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class PasskeyNameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label=_("Name"))
