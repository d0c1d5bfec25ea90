"""An authenticator app, as the tests have it."""

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)


def code_of(secret: str, *, before: bool = False) -> str:
    """The code that the app shows now, or showed just before: each is taken once."""
    just_before, now, _next = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, just_before if before else now))
