"""What letters say: one shape for all, as plain text and as HTML, in the language of the alert."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.models import Alert, ArticlePage, Letter
from news.models.alerts import LetterKind
from news.publisher import publisher

from .questions import Asked, index_in

SHOWN = 20  # articles in one letter; the others are a link away


@dataclass
class Content:
    """What stands in a letter, from the top to the bottom."""

    subject: str
    heading: str
    lines: list[str]
    button: tuple[str, str] | None = None
    articles: list[dict[str, Any]] = field(default_factory=list)
    footer: list[tuple[str, str]] = field(default_factory=list)
    why: str = ""


def absolute(address: str) -> str:
    """An address of the site as it must stand outside of it."""
    return urljoin(settings.BASE_URL, address)


class Reading:
    """What letters of one round have in common is read once: thousands may tell the same."""

    def __init__(self) -> None:
        self._asked: dict[tuple[str, str], Asked | None] = {}
        self._articles: dict[tuple[int, ...], tuple[list[ArticlePage], int]] = {}

    def asked(self, alert: Alert) -> Asked | None:
        """The question of an alert; None when its language has no news any longer."""
        key = (alert.language, alert.question)
        if key not in self._asked:
            index = index_in(alert.language)
            self._asked[key] = Asked(alert.question, index) if index else None
        return self._asked[key]

    def articles(self, letter: Letter) -> tuple[list[ArticlePage], int]:
        """The newest of a letter's articles that readers may see, and how many there are in all."""
        key = tuple(letter.articles)
        if key not in self._articles:
            found = ArticlePage.objects.live().filter(pk__in=key)
            self._articles[key] = list(found.newest().for_cards()[:SHOWN]), found.count()
        return self._articles[key]


def message(letter: Letter, reading: Reading) -> EmailMultiAlternatives | None:
    """The letter, ready to send; None when there is nothing left to tell."""
    alert = letter.alert
    with translation.override(alert.language):
        content = _content(letter, reading)
        if content is None:
            return None
        by = publisher(alert.language)
        context = {"content": content, "language": alert.language, "host": _host(), "by": by}
        mail = EmailMultiAlternatives(
            # A line break in a header would be an error, one in a name is only a space.
            subject=" ".join(content.subject.split()),
            body=render_to_string("mail/alert.txt", context),
            to=[alert.address],
            headers=_headers(letter),
        )
        mail.attach_alternative(render_to_string("mail/alert.html", context), "text/html")
        return mail


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def _headers(letter: Letter) -> dict[str, str]:
    """RFC 3834: sent by a machine; RFC 2919: of this list; RFC 8058: left with one click.

    No `Precedence`, which no standard has.
    """
    return {
        "Message-ID": letter.message_id,
        "Auto-Submitted": "auto-generated",
        "List-Id": f"<alerts.{_host()}>",
        "List-Unsubscribe": f"<{absolute(letter.alert.leaving_url)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _content(letter: Letter, reading: Reading) -> Content | None:
    alert = letter.alert
    asked = reading.asked(alert)
    said = ", ".join(asked.parts) if asked else ""
    said = said or _("all news")
    if letter.kind == LetterKind.NEWS:
        return _news(letter, reading, said)
    return {
        LetterKind.CONFIRM: _confirm,
        LetterKind.KNOWN: _known,
        LetterKind.ENDED: _ended,
    }[LetterKind(letter.kind)](alert, said)


def _confirm(alert: Alert, said: str) -> Content:
    return Content(
        subject=_("Please confirm: news by e-mail"),
        heading=_("Please confirm that you want news by e-mail"),
        lines=[
            _("Somebody, probably you, asked us to write to this address about: %(said)s.")
            % {"said": said},
            _("How often: %(rhythm)s.") % {"rhythm": alert.get_rhythm_display()},
        ],
        button=(_("Confirm"), absolute(alert.get_absolute_url())),
        why=_("If it was not you, do nothing: we forget the address after 48 hours."),
    )


def _known(alert: Alert, said: str) -> Content:
    return Content(
        subject=_("You get this news by e-mail already"),
        heading=_("You get this news by e-mail already"),
        lines=[
            _(
                "Somebody, probably you, asked us once more to write to this address about: %(said)s."
            )
            % {"said": said},
            _("How often: %(rhythm)s.") % {"rhythm": alert.get_rhythm_display()},
        ],
        footer=_ways(alert),
    )


def _ended(alert: Alert, said: str) -> Content:
    return Content(
        subject=_("Your news by e-mail ends"),
        heading=_("Your news by e-mail ends"),
        lines=[
            _("You asked for: %(said)s.") % {"said": said},
            _(
                "This question can have no new answers: its last day is over, or a venue, topic or programme "
                "in it is no longer on the site. This is our last letter about it."
            ),
        ],
        button=(_("Choose other news"), absolute(_listing(alert))),
        why=_("We have deleted your address from this question."),
    )


def _listing(alert: Alert) -> str:
    index = index_in(alert.language)
    return index.get_url() if index else f"/{alert.language}/"


def _news(letter: Letter, reading: Reading, said: str) -> Content | None:
    asked = reading.asked(letter.alert)
    articles, number = reading.articles(letter)
    if not articles:
        return None
    counted = ngettext("%(number)d new article", "%(number)d new articles", number)
    counted %= {"number": number}
    return Content(
        subject=articles[0].title if number == 1 else f"{counted}: {said}",
        heading=counted,
        lines=[_("You asked for: %(said)s.") % {"said": said}],
        articles=[{"article": article, "url": absolute(article.get_url())} for article in articles],
        button=(_("All of them on the site"), absolute(asked.address))
        if asked and number > len(articles)
        else None,
        footer=_ways(letter.alert),
    )


def _ways(alert: Alert) -> list[tuple[str, str]]:
    return [
        (_("Change how often"), absolute(alert.get_absolute_url())),
        (_("No more of these letters"), absolute(alert.leaving_url)),
    ]
