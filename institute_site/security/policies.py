"""Content Security Policies: what a browser may load and run on a page (CSP level 3).

Public pages are shared by caches, and a nonce in a shared page is known to everybody. They need none: no
script and no style stands in a page, so only files of the site itself are let through.
"""

from collections.abc import Mapping

from django.utils.csp import CSP

Policy = Mapping[str, list[str] | bool]

PUBLIC: Policy = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

# Wagtail's forms start their fields by scripts in the page and place its menus by styles in it.
ADMIN: Policy = {
    **PUBLIC,
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-src": [CSP.SELF],
    "base-uri": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}

# Where people sign in: nothing of theirs stands in these pages, and no script need.
ENTRANCE: Policy = {**ADMIN, "script-src": [CSP.SELF], "frame-ancestors": [CSP.NONE]}

# A public page that the admin shows in a frame, with Wagtail's bar for editors.
PREVIEW: Policy = {
    **PUBLIC,
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "frame-ancestors": [CSP.SELF],
}

# A document does nothing in a browser, whatever is in it. Chromium's reader of PDF opens in no sandbox.
DOCUMENT = "default-src 'none'; sandbox; frame-ancestors 'none'"
PDF = "default-src 'none'; frame-ancestors 'none'"

# What no page of the site uses.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope",
        "hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip


def with_origins(policy: Policy, directive: str, origins: list[str]) -> Policy:
    """The same policy, where a directive lets these origins through too (`https://media.example`)."""
    values = policy[directive]
    return {**policy, directive: [*values, *origins]} if isinstance(values, list) else policy
