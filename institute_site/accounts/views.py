"""Signing in, one's sessions, and taking away a second factor that was lost."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.views import account
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from . import second_factor
from .forms import LoginForm


class LoginView(account.LoginView):
    """Wagtail's sign-in page, which goes on to the second factor of those who have one."""

    def get_form_class(self) -> type[LoginForm]:
        """The form that counts attempts."""
        return LoginForm

    def form_valid(self, form: LoginForm) -> HttpResponse:
        """Sign in, or ask for the second factor first."""
        login = Login(user=form.get_user(), redirect_url=self.get_success_url())
        username = form.cleaned_data["username"]
        response = perform_password_login(self.request, {"username": username}, login)
        if form.cleaned_data.get("remember"):
            self.request.session.set_expiry(settings.SESSION_COOKIE_AGE)
        return response


@never_cache
def signed_in(request: HttpRequest) -> JsonResponse:
    """Who is signed in here, if anybody, and the token that the forms of a page need now."""
    return JsonResponse({"user": request.user.pk, "token": get_token(request)})


class ResetSecondFactorView(WagtailAdminTemplateMixin, TemplateView):
    """An administrator helps somebody who lost their telephone or key."""

    template_name = "accounts/reset_second_factor.html"
    page_title = gettext_lazy("Remove second factor")
    header_icon = "key"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in those who manage users."""
        if not request.user.has_perm("auth.change_user"):
            return permission_denied(request)
        self.person = get_object_or_404(User, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whom it is about."""
        context: dict[str, Any] = super().get_context_data(person=self.person, **kwargs)
        return context

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Remove it and sign them out everywhere."""
        second_factor.reset(self.person, by=request.user)
        said = _("%(person)s has no second factor now and is signed out everywhere.")
        messages.success(request, said % {"person": self.person.get_username()})
        return redirect(reverse("wagtailusers_users:index"))
