"""Where people sign in, and what they manage of their account once they have."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from django.urls import include, path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from .history import HistoryView
from .views import LoginView, ResetSecondFactorView, signed_in

# These stand before the admin's own addresses, most of them open to those who are about to sign in.
urlpatterns = [
    path("login/", LoginView.as_view(), name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/signed-in/", signed_in, name="account_signed_in"),
    path("reports/site-history/", never_cache(require_admin_access(HistoryView.as_view()))),
    path("account/second-factor/authenticate/", mfa.authenticate),
    path("account/second-factor/webauthn/login/", webauthn.login_webauthn),
]

# Behind the admin's door, in the language that the user has chosen.
admin_urlpatterns = [
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path(
        "users/<int:pk>/reset-second-factor/",
        ResetSecondFactorView.as_view(),
        name="reset_second_factor",
    ),
]
