"""What a site stands on: for every configured language a locale, a home page, listings and settings.

Laid after each migration and never changed once there, so that adding a language to the settings and
migrating is all it takes.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Locale, Page, Site


@transaction.atomic
def lay(**_signal: Any) -> None:
    """Make what is missing, one language after another; the first one's pages are the originals."""
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    original: Any = None
    for code, _name in settings.LANGUAGES:
        locale, _created = Locale.objects.get_or_create(language_code=code)
        with translation.override(code):
            home = _home(root, locale, original)
            _listings(home, locale)
            _settings(locale)
        original = original or home
    _serve(original)


def _home(root: Page, locale: Locale, original: Any) -> Any:
    from news.models import PagePictures

    from .models import HomePage

    home = HomePage.objects.filter(locale=locale).first()
    if home is None:
        slug = "home" if original is None else f"home-{locale.language_code}"
        home = HomePage(title=gettext("Home"), slug=slug, locale=locale)
        if original is not None:
            home.translation_key = original.translation_key
        _remove_placeholder(root)
        root.refresh_from_db()
        root.add_child(instance=home)
        PagePictures.objects.ask(home.pk)
    return home


def _remove_placeholder(root: Page) -> None:
    """Wagtail's migrations leave a welcome page that nobody wrote."""
    for page in root.get_children().filter(depth=2, slug="home", content_type__model="page"):
        page.delete()


def _listings(home: Any, locale: Locale) -> None:
    from news.models import NewsIndexPage, ProgrammeIndexPage

    for model, slug, title in (
        (NewsIndexPage, "news", gettext("News")),
        (ProgrammeIndexPage, "programmes", gettext("Programmes")),
    ):
        if not model.objects.filter(locale=locale).exists():
            page = model(title=title, slug=slug, locale=locale, show_in_menus=True)
            first = model.objects.order_by("path").first()
            if first is not None:
                page.translation_key = first.translation_key
            home.add_child(instance=page)


def _settings(locale: Locale) -> None:
    from .models import SiteSettings

    if not SiteSettings.objects.filter(locale=locale).exists():
        first = SiteSettings.objects.order_by("pk").first()
        key = {"translation_key": first.translation_key} if first else {}
        SiteSettings.objects.create(
            locale=locale,
            name=gettext("Institute for Development"),
            line_1=gettext("Government fund of funds"),
            line_2=gettext("Development institute of the Russian Federation"),
            **key,
        )


def _serve(home: Any) -> None:
    """The one site, at the address of the settings, also when that has changed."""
    url = urlsplit(settings.BASE_URL)
    port = url.port or (443 if url.scheme == "https" else 80)
    address = {"hostname": url.hostname or "localhost", "port": port}
    if not Site.objects.exists():
        named = {"site_name": settings.WAGTAIL_SITE_NAME, "is_default_site": True}
        Site.objects.create(root_page=home, **named, **address)
    elif not Site.objects.filter(**address).exists():
        site = Site.objects.get(is_default_site=True)
        site.hostname, site.port = address["hostname"], address["port"]
        site.save()
