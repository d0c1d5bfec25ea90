"""What a public page may be asked to do."""

from http import HTTPMethod
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponseBase

from news import made_of

from .permissions import NewsroomPermissions


class PublicPage(models.Model):
    """A page for everyone: it is only read, and a published one is never private.

    Privacy would have to be kept in lists, feeds, files and searches too; drafts are what is not public.
    """

    allowed_http_methods: ClassVar = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]
    private_page_options: ClassVar[list[str]] = []
    # Seconds for which caches may keep it when nothing changes.
    good_for = made_of.HOUR

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """As Wagtail's; caches are told what the page is made of."""
        response: HttpResponseBase = super().serve(request, *args, **kwargs)  # type: ignore[misc]
        context = getattr(response, "context_data", None) or {}
        made_of.say(request, self.cache_keys(context), self.good_for)
        return response

    def cache_keys(self, context: dict[str, Any]) -> set[str]:
        """What the page is made of; `context` is what its template shows."""
        return made_of.page_keys(self)

    def permissions_for_user(self, user: Any) -> NewsroomPermissions:
        """What a user may do with it."""
        return NewsroomPermissions(user, self)
