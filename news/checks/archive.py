"""Checks against what was published before."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from news.models.link_checks import LinkCheck

from .findings import Finding

LOOKED_AT = 50


def broken_links(article: Any) -> Iterator[Finding]:
    """What the nightly check found of the article as readers see it."""
    if not article.pk:
        return
    for link in LinkCheck.objects.broken().used_on(article)[:LOOKED_AT]:
        message = _("A link leads nowhere: %(reason)s.") % {"reason": link.reason}
        yield Finding(
            "body", message, link=(link.address, link.address) if link.is_address else None
        )


def same_name(article: Any) -> Iterator[Finding]:
    """Readers cannot tell two articles of one name apart."""
    named = (
        type(article)
        .objects.live()
        .in_language(article.language)
        .named(article.title)
        .exclude(pk=article.pk)
        .order_by("-match", "-date")
        .only("title", "date")
    )
    wanted = _key(article.title)
    for other in named[:LOOKED_AT] if wanted else ():
        if _key(other.title) == wanted:
            message = _("An article of this name was published on %(date)s.")
            yield Finding(
                "title",
                message % {"date": date_format(other.date)},
                link=(reverse("wagtailadmin_pages:edit", args=[other.pk]), other.title),
            )
            return


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
