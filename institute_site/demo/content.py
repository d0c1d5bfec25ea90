"""Fills an empty site with the demo's content, from the TOML files in `content/`."""

import datetime as dt
import json
import tomllib
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Orderable, Page

from institute_site.models import HomePage, SiteSettings, SocialLink, StandardPage
from news.models import (
    ArticlePage,
    ArticleVenue,
    Correction,
    File,
    NewsIndexPage,
    Partner,
    Person,
    Picture,
    ProgrammeContact,
    ProgrammeDocument,
    ProgrammeFigure,
    ProgrammeIndexPage,
    ProgrammePage,
    ProgrammePartner,
    Topic,
    Venue,
)

from .bodies import Shelf, blocks

CONTENT = Path(__file__).parent / "content"
CREDIT = {"en": "Illustration: Institute for Development", "ru": "Иллюстрация: Институт развития"}
# Namespace of the translation keys, which follow from names so that covers look alike everywhere.
KEYS = uuid.UUID("6f0ab2f0-2f7b-4a6e-9d5c-31c2d0d5a7d1")

Data = dict[str, Any]


def is_loaded() -> bool:
    """Whether the demo's articles, or some of them, are there already."""
    names = [path.stem for path in (CONTENT / "articles").glob("*.toml")]
    ids = [f"{name}:{language}" for name in names for language, _name in settings.LANGUAGES]
    return ArticlePage.objects.filter(source_id__in=ids).exists()


def _key(*names: str) -> uuid.UUID:
    return uuid.uuid5(KEYS, "/".join(names))


def _read(folder: str) -> list[Data]:
    files = sorted((CONTENT / folder).glob("*.toml"))
    return [{"slug": file.stem, **tomllib.loads(file.read_text())} for file in files]


@transaction.atomic
def load() -> None:
    """Make everything, or nothing if any of it fails."""
    site = tomllib.loads((CONTENT / "site.toml").read_text())
    home = tomllib.loads((CONTENT / "home.toml").read_text())
    programmes, pages, articles = _read("programmes"), _read("pages"), _read("articles")
    for language in [code for code, _name in settings.LANGUAGES if code in {"en", "ru"}]:
        Loader(language).load(site, home, programmes, pages, articles)


class Loader:
    """Loads the content of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.objects.get(language_code=language)
        self.pages: dict[str, Page] = {}

    def load(
        self,
        site: Data,
        home: Data,
        programmes: list[Data],
        pages: list[Data],
        articles: list[Data],
    ) -> None:
        """Make the language's settings, snippets, programmes, pages and articles, in that order."""
        self._settings(site)
        self._snippets(site)
        for data in programmes:
            self._programme(data)
        front = HomePage.objects.get(locale=self.locale)
        front.introduction = home[self.language]["intro"]
        self._publish(front)
        for data in pages:
            self._standard(data, front)
        mine = [data for data in articles if self.language in data]
        for data in mine:
            self._article(data)
        for data in mine:
            self._link(data)

    def _settings(self, site: Data) -> None:
        own = SiteSettings.objects.get(locale=self.locale)
        for name, value in site["site"][self.language].items():
            setattr(own, name, value)
        own.social_links = in_order(SocialLink(**link) for link in site["social"])
        own.save()

    def _snippets(self, site: Data) -> None:
        self.venues = {v["slug"]: self._venue(v) for v in site["venues"]}
        self.topics = {
            t["slug"]: self._made(Topic, t["slug"], slug=t["slug"], name=t[self.language])
            for t in site["topics"]
        }
        self.partners = {
            p["id"]: self._made(Partner, p["id"], url=p["url"], **p[self.language])
            for p in site["partners"]
        }
        self.documents = {
            d["file"]: self._document(d["file"], d[self.language]) for d in site["documents"]
        }
        self.persons = {
            p["id"]: self._made(
                Person, p["id"], email=p["email"], phone=p["phone"], **p[self.language]
            )
            for p in site["persons"]
        }

    def _venue(self, data: Data) -> Venue:
        place = {"latitude": str(data["latitude"]), "longitude": str(data["longitude"])}
        return self._made(Venue, data["slug"], slug=data["slug"], **place, **data[self.language])

    def _made[M: Any](self, model: type[M], name: str, /, **values: Any) -> M:
        """The snippet of this name in this language, made or, if an import made it before, completed."""
        key = _key(model.__name__, name)
        known_by = {"slug": values["slug"]} if "slug" in values else {"translation_key": key}
        thing, _created = model.objects.update_or_create(
            **known_by, locale=self.locale, defaults={**values, "translation_key": key}
        )
        return thing

    def _document(self, name: str, title: str) -> int:
        with (CONTENT / "media" / name).open("rb") as file:
            return File.objects.create(title=title, file=ImageFile(file, name=name)).pk

    def _programme(self, data: Data) -> None:
        words = data[self.language]
        page = ProgrammePage(  # type: ignore[misc]
            locale=self.locale,
            translation_key=_key("programmes", data["slug"]),
            slug=data["slug"],
            title=words["title"],
            purpose=words["purpose"],
            status=data["status"],
            first_year=data["first_year"],
            last_year=data.get("last_year"),
            opens=data.get("opens"),
            deadline=data.get("deadline"),
            deadline_time=data.get("deadline_time"),
            apply_url=data.get("apply_url", ""),
            for_whom=words.get("for_whom", ""),
            how_to_apply=words.get("how_to_apply", ""),
            achieved=words.get("achieved", ""),
            hue=data["hue"],
            body=self._body(words),
            figures=in_order(ProgrammeFigure(**figure) for figure in words.get("figures", [])),
            partner_links=in_order(
                ProgrammePartner(partner=self.partners[p]) for p in data.get("partners", [])
            ),
            contact_links=in_order(
                ProgrammeContact(person=self.persons[p]) for p in data.get("contacts", [])
            ),
            document_links=in_order(
                ProgrammeDocument(document_id=self.documents[name])
                for name in data.get("documents", [])
            ),
        )
        self._add(page, ProgrammeIndexPage.objects.get(locale=self.locale))
        self.pages[data["slug"]] = page

    def _standard(self, data: Data, home: HomePage) -> None:
        words = data[self.language]
        page = StandardPage(
            locale=self.locale,
            translation_key=_key("pages", data["slug"]),
            slug=data["slug"],
            title=words["title"],
            introduction=words.get("intro", ""),
            body=self._body(words),
            show_in_menus=data["slug"] != "contacts",
        )
        self._add(page, home)

    def _article(self, data: Data) -> None:
        words, event = data[self.language], data.get("event", {})
        page = ArticlePage(  # type: ignore[misc]
            locale=self.locale,
            translation_key=_key("articles", data["id"]),
            source_id=f"{data['id']}:{self.language}",
            title=words["title"],
            date=data["date"],
            kind=data["kind"],
            lead=words["lead"],
            body=self._body(words),
            cover_id=picture(data["cover"]) if "cover" in data else None,
            cover_alt=words.get("cover_alt", ""),
            cover_caption=words.get("cover_caption", ""),
            cover_credit=CREDIT[self.language] if "cover" in data else "",
            event_start=event.get("first"),
            event_end=event.get("last"),
            source_name=data.get("source", {}).get("name", ""),
            source_url=data.get("source", {}).get("url", ""),
            contact=self.persons.get(data.get("contact", "")),
            venue_links=in_order(
                ArticleVenue(venue=self.venues[slug]) for slug in data.get("venues", [])
            ),
            corrections=in_order(
                Correction(date=correction["date"], text=correction[self.language])
                for correction in data.get("corrections", [])
            ),
            first_published_at=_noon(data["date"]),
        )
        page.programmes = [self.pages[slug] for slug in data.get("programmes", [])]
        page.topics = [self.topics[slug] for slug in data.get("topics", [])]
        self._add(page, NewsIndexPage.objects.get(locale=self.locale))
        self.pages[data["id"]] = page

    def _link(self, data: Data) -> None:
        """Fill in the links to articles, which all are there only now."""
        if any(block["type"] == "related" for block in data[self.language]["body"]):
            page = ArticlePage.objects.get(pk=self.pages[data["id"]].pk)
            page.body = self._body(data[self.language])
            self._publish(page)

    def _body(self, words: Data) -> str:
        shelf = Shelf(
            picture=picture,
            document=self.documents.__getitem__,
            page=lambda name: self.pages[name].pk if name in self.pages else None,
            credit=CREDIT[self.language],
        )
        return json.dumps(blocks(words["body"], shelf))

    def _add(self, page: Page, parent: Page) -> None:
        parent.add_child(instance=page)
        self._publish(page)

    def _publish(self, page: Page) -> None:
        page.save_revision().publish()


def in_order[M: Orderable](rows: Iterable[M]) -> list[M]:
    """Rows beside a page, in the order given."""
    ordered = list(rows)
    for number, row in enumerate(ordered):
        row.sort_order = number
    return ordered


def _noon(date: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(date, dt.time(12)))


def picture(name: str) -> int:
    """The id of one of the demo's pictures; every language shows the same."""
    title = name.removesuffix(".webp").replace("-", " ").capitalize()
    found = Picture.objects.filter(title=title, credit=CREDIT["en"]).first()
    if found is None:
        with (CONTENT / "media" / name).open("rb") as file:
            image = ImageFile(file, name=name)
            found = Picture.objects.create(title=title, file=image, credit=CREDIT["en"])
    return found.pk
