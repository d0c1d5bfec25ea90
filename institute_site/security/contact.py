"""`/.well-known/security.txt`: whom to tell of a hole (RFC 9116)."""

import datetime as dt

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from institute_site.models import SiteSettings

# The standard advises less than a year.
GOOD_FOR = dt.timedelta(days=180)


@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """The contact, good for half a year from the first of this month. Raises Http404 without a contact."""
    contact = _contact()
    if not contact:
        raise Http404
    now = timezone.now().astimezone(dt.UTC)
    first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact}",
        f"Expires: {(first + GOOD_FOR).isoformat().replace('+00:00', 'Z')}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def _contact() -> str:
    """The setting SECURITY_CONTACT, or the e-mail of the site's settings; an address of the web or mail."""
    contact: str = settings.SECURITY_CONTACT
    if not contact:
        emails = SiteSettings.objects.exclude(email="").order_by("pk")
        contact = emails.values_list("email", flat=True).first() or ""
    return contact if not contact or ":" in contact else f"mailto:{contact}"
