"""What can be chosen, and how the choice is kept: in a cookie that only its own form sets.

Size, colours, spacing and pictures are those that GOST R 52872-2019 and the practice of public sites in
Russia ask for; wide spacing is that of WCAG 2.2, 1.4.12.
"""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

COOKIE = "view"
YEAR = 60 * 60 * 24 * 365  # seconds
LONGEST = 120  # characters of a cookie that this site has set

# By the name of a choice, what is chosen; what is as on the site is not there.
View = dict[str, str]

ORDINARY = ("", _("As on the site"))
CHOICES: dict[str, tuple[Any, list[tuple[str, Any]]]] = {
    "size": (_("Text size"), [("", "100 %"), ("150", "150 %"), ("200", "200 %")]),
    "colours": (
        _("Colours"),
        [
            ORDINARY,
            ("black-on-white", _("Black on white")),
            ("white-on-black", _("White on black")),
            ("blue", _("Dark blue on light blue")),
            ("beige", _("Brown on beige")),
            ("light", _("Those of the site, light")),
            ("dark", _("Those of the site, dark")),
        ],
    ),
    "spacing": (_("Letters and lines"), [ORDINARY, ("wide", _("Wide apart"))]),
    "letters": (_("Typeface"), [ORDINARY, ("sans", _("Without serifs everywhere"))]),
    "pictures": (_("Pictures"), [("", _("Shown")), ("off", _("Their descriptions instead"))]),
}


class ViewForm(forms.Form):
    """One answer to each question; it reads what is sent and what a cookie says alike."""

    def __init__(self, data: QueryDict | View | None = None) -> None:
        super().__init__(data)
        for name, (label, choices) in CHOICES.items():
            self.fields[name] = forms.ChoiceField(
                label=label, choices=choices, required=False, widget=forms.RadioSelect
            )

    @property
    def view(self) -> View:
        """What differs from the site, or nothing if an answer is none that is offered."""
        return (
            {name: value for name, value in self.cleaned_data.items() if value}
            if self.is_valid()
            else {}
        )


def read(cookie: str) -> View:
    """The choice that a cookie holds; of one that this site has not written, nothing."""
    if not cookie or len(cookie) > LONGEST:
        return {}
    return ViewForm(QueryDict(cookie)).view


def keep(response: HttpResponse, view: View) -> None:
    """Have the reader's browser remember the choice for a year, or forget it when all is ordinary."""
    response.set_cookie(
        COOKIE,
        urlencode(view),
        max_age=YEAR if view else 0,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
