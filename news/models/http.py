"""What a public page may be asked to do."""

from http import HTTPMethod
from typing import ClassVar

from django.db import models


class PublicPage(models.Model):
    """A page for everyone: it is only read, and a published one is never private.

    Privacy would have to be kept in lists, feeds, files and searches too; drafts are what is not public.
    """

    allowed_http_methods: ClassVar = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]
    private_page_options: ClassVar[list[str]] = []

    class Meta:
        abstract = True
