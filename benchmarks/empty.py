"""An empty Django view of 20 kB: no middleware, no database. What pages are held against."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

TEXT = b"<!doctype html>" + b"x" * (20_000 - 15)


def empty(_request: HttpRequest) -> HttpResponse:
    """The same for everyone."""
    return HttpResponse(TEXT)


urlpatterns = [path("", empty)]

settings.configure(
    ALLOWED_HOSTS=["*"], MIDDLEWARE=[], ROOT_URLCONF=__name__, SECRET_KEY="nothing is signed"
)
application = get_wsgi_application()
