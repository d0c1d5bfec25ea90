"""Pages taken away from readers: why, and where their addresses lead from then on."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Page

from news.models import ArticlePage

STEPS = 20


def was_seen(page: Page) -> bool:
    """Whether readers have ever had it."""
    return bool(page.live or page.first_published_at)


def suggested(page: Page) -> Page | None:
    """Where readers of a page find more of the kind: its programme, or the page above it."""
    programme = page.main_programme if isinstance(page, ArticlePage) else None
    above = page.get_ancestors().live().filter(depth__gt=1).order_by("-depth").first()
    return programme or above


def path_of(page: Page) -> str:
    """A page's address on the site, in the form of redirects; empty when it has none."""
    parts = page.get_url_parts()
    return Redirect.normalise_path(parts[2]) if parts and parts[2] else ""


def leads_back(address: str, own: str) -> bool:
    """Whether an address of this site leads, over however many redirects, to a path."""
    for _step in range(STEPS):
        path = Redirect.normalise_path(urlsplit(address).path)
        if path == own:
            return True
        redirect = Redirect.objects.filter(old_path=path).first()
        if redirect is None or not redirect.link:
            return False
        address = redirect.link
    return True


class FarewellForm(forms.Form):
    """Asked before something that readers have seen is taken away."""

    SUGGESTED, PAGE, ADDRESS, NOWHERE = "suggested", "page", "address", "nowhere"

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Why it goes. Kept in the history and the log; readers do not see it."),
    )
    lead_to = forms.ChoiceField(
        label=_("Readers who come to its address"), widget=forms.RadioSelect, initial=SUGGESTED
    )
    target = forms.ModelChoiceField(
        Page.objects.live().filter(depth__gt=1),
        label=_("Page"),
        required=False,
        widget=AdminPageChooser,
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=255,
        required=False,
        help_text=_("A path of this site, such as /en/about/, or a full address."),
    )

    def __init__(self, *args: Any, pages: list[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pages = pages
        where = suggested(pages[0]) if len(pages) == 1 else None
        own = _("are led to its programme or, without one, to the page above it")
        offer = _("are led to “%(page)s”") % {"page": where} if where else own
        self.fields["lead_to"].choices = [  # type: ignore[attr-defined]
            (self.SUGGESTED, offer),
            (self.PAGE, _("are led to another page")),
            (self.ADDRESS, _("are led to another address")),
            (self.NOWHERE, _("are told that there is no such page (404)")),
        ]

    def clean_address(self) -> str:
        """A path of this site or an address on the web."""
        address: str = self.cleaned_data["address"].strip()
        if address and not (address.startswith("/") and not address.startswith("//")):
            URLValidator(schemes=["http", "https"])(address)
        return address

    def clean(self) -> dict[str, Any]:
        """A choice that needs a page or an address comes with one, which leads nowhere back."""
        data: dict[str, Any] = super().clean() or {}
        choice, target, address = data.get("lead_to"), data.get("target"), data.get("address")
        if choice == self.PAGE:
            if target is None:
                self.add_error("target", _("Choose a published page."))
            elif any(target.path.startswith(page.path) for page in self.pages):
                self.add_error("target", _("This page goes too: choose another one."))
        if choice == self.ADDRESS and "address" not in self.errors:
            if not address:
                self.add_error("address", _("Give the address that readers are led to."))
            elif address.startswith("/") and any(
                leads_back(address, path_of(page)) for page in self.pages
            ):
                message = _("This address leads back to the page that goes: give another one.")
                self.add_error("address", message)
        return data

    def target_for(self, page: Page) -> Page | str | None:
        """Where the address of a page leads from now on."""
        choice = self.cleaned_data["lead_to"]
        if choice == self.SUGGESTED:
            return suggested(page)
        return {
            self.PAGE: self.cleaned_data["target"],
            self.ADDRESS: self.cleaned_data["address"],
        }.get(choice)

    def say_farewell(self, user: Any, *, deleted: bool) -> None:
        """Note the reason for each page and have its addresses lead on."""
        for page in self.pages:
            target = self.target_for(page)
            if isinstance(target, Page) and target.pk in {gone.pk for gone in self.pages}:
                target = None
            data = {"reason": self.cleaned_data["reason"], "target": str(target or "")}
            log(instance=page, action="news.take_down", user=user, data=data, deleted=deleted)
            if target:
                lead_on(page, target, deleted=deleted)


def lead_on(page: Page, target: Page | str, *, deleted: bool) -> None:
    """Have a page's address, and those it had before if it goes for good, lead to a target."""
    where = {"redirect_page": target, "redirect_link": ""}
    if isinstance(target, str):
        where = {"redirect_page": None, "redirect_link": target}
    if deleted:
        Redirect.objects.filter(redirect_page=page.pk).update(**where, redirect_page_route_path="")
    if path := path_of(page):
        Redirect.objects.update_or_create(
            old_path=path, site=None, defaults={**where, "is_permanent": deleted}
        )
