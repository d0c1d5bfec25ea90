"""Who signs in, and how: to the admin only."""

from institute_site.accounts.roles import second_factor_roles

from .base import IN_DEMO, IN_PRODUCTION, list_of

LOGIN_URL = "wagtailadmin_login"
# Messages of the admin are kept with the session: no cookie beside its own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
if IN_DEMO:
    # The demo's users have no password that any other backend would take.
    AUTHENTICATION_BACKENDS.append("institute_site.demo.users.DemoBackend")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]

# Signing in, to the admin only: until the browser is closed or, if asked to remember, for a week.
LOGIN_REDIRECT_URL = "wagtailadmin_home"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 7
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
ACCOUNT_ADAPTER = "institute_site.accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_REAUTHENTICATION_METHODS = {"password", "mfa"}
ACCOUNT_RATE_LIMITS = {"login_failed": "20/5m/ip,5/5m/key"}
MFA_ADAPTER = "institute_site.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "institute_site.accounts.forms.PasskeyForm",
    "edit_webauthn": "institute_site.accounts.forms.PasskeyNameForm",
}
# A telephone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
# Passkeys need https, but on one's own machine.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IN_PRODUCTION
USERSESSIONS_ADAPTER = "institute_site.accounts.adapters.SessionsAdapter"
SECOND_FACTOR_ROLES = second_factor_roles(
    list_of("SECOND_FACTOR_ROLES", []), production=IN_PRODUCTION
)
