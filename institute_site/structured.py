"""A page as data for search engines: what it is in the words of schema.org, as JSON-LD.

Each function makes the properties of one thing; all dates are ISO 8601. `absolute` completes addresses.
"""

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from wagtail.models import Page

from news.formats.identity import published_at, updated_at
from news.models import ArticlePage, Venue

from .models import HomePage, SiteSettings
from .navigation import Frame

Thing = dict[str, Any]
Absolute = Callable[[str], str]
# The most that Google shows of a name.
HEADLINE = 110
# What would end the data's element, or look like an entity.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def as_json(things: list[Thing]) -> SafeString:
    """The things as one JSON-LD text that can stand in a page."""
    graph = {"@context": "https://schema.org", "@graph": things}
    text = json.dumps(graph, ensure_ascii=False, default=_plain).translate(ESCAPES)
    return mark_safe(text)  # noqa: S308 - nothing is left in it that HTML knows


def _plain(value: Any) -> str:
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"{value!r} is not for JSON")


def of_page(page: Page, frame: Frame, absolute: Absolute, picture: str = "") -> list[Thing]:
    """What there is to say of a page: on the front page who this is, on others where they stand.

    `picture` is the address of the image that the page is shared with.
    """
    about = organization(frame.site, absolute(frame.home_url), absolute)
    if isinstance(page, HomePage):
        return [about, website(about, frame.language, absolute)]
    things = [breadcrumbs(page, frame.above(page), absolute)]
    if isinstance(page, ArticlePage):
        publisher = {"@type": about["@type"], "@id": about["@id"], **_named(about)}
        things.insert(0, news_article(page, publisher, absolute, picture))
        if page.event_start and page.venues:
            things.append(event(page, publisher, absolute, picture))
    return things


def _named(about: Thing) -> Thing:
    return {name: about[name] for name in ("name", "url", "logo")}


def organization(site: SiteSettings | None, home: str, absolute: Absolute) -> Thing:
    """The institute."""
    about: Thing = {
        "@type": "Organization",
        "@id": f"{home}#organization",
        "name": site.name if site else settings.WAGTAIL_SITE_NAME,
        "url": home,
        "logo": absolute(static("icons/favicon.svg")),
    }
    if site:
        about |= _given(
            description=". ".join(filter(None, [site.line_1, site.line_2])),
            address=site.address,
            telephone=site.phone,
            email=site.email,
            sameAs=[link.url for link in site.social_links.all()],
        )
    return about


def website(about: Thing, language: str, absolute: Absolute) -> Thing:
    """The site, and how it is searched."""
    return {
        "@type": "WebSite",
        "@id": f"{about['url']}#website",
        "name": about["name"],
        "url": about["url"],
        "inLanguage": language,
        "publisher": {"@id": about["@id"]},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": absolute(reverse("search")) + "?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumbs(page: Page, above: list[Page], absolute: Absolute) -> Thing:
    """The way from the front page to a page, through those `above` it."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": one.title,
                "item": {"@type": "WebPage", "@id": absolute(one.url)},
            }
            for place, one in enumerate([*above, page], start=1)
        ],
    }


def news_article(article: ArticlePage, publisher: Thing, absolute: Absolute, picture: str) -> Thing:
    """An article."""
    address = absolute(article.url)
    return {
        "@type": "NewsArticle",
        "@id": f"{address}#article",
        "headline": Truncator(article.title).chars(HEADLINE),
        "mainEntityOfPage": address,
        "url": address,
        "datePublished": published_at(article).isoformat(),
        "dateModified": updated_at(article).isoformat(),
        "inLanguage": article.language,
        "author": publisher,
        "publisher": publisher,
        **_given(
            description=article.lead,
            image=picture and absolute(picture),
            articleSection=[programme.title for programme in article.live_programmes],
            keywords=[topic.name for topic in article.topics.all()],
            contentLocation=[place(venue) for venue in article.venues],
            correction=[_correction(note) for note in article.corrections.all()],
            about={"@id": f"{address}#event"} if article.event_start and article.venues else None,
        ),
    }


def _correction(note: Any) -> Thing:
    return {
        "@type": "CorrectionComment",
        "text": note.text,
        "datePublished": note.date.isoformat(),
    }


def event(article: ArticlePage, organizer: Thing, absolute: Absolute, picture: str) -> Thing:
    """What takes place according to an article, at its venues."""
    address = absolute(article.url)
    return {
        "@type": "Event",
        "@id": f"{address}#event",
        "name": article.title,
        "startDate": str(article.event_start),
        "endDate": str(article.last_day),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": [place(venue) for venue in article.venues],
        "organizer": organizer,
        "url": address,
        "inLanguage": article.language,
        **_given(description=article.lead, image=picture and absolute(picture)),
    }


def place(venue: Venue) -> Thing:
    """A venue; where nothing else is known of its address, its name is the address."""
    address = _given(
        streetAddress=venue.address,
        addressLocality=venue.city,
        addressRegion=venue.region,
        addressCountry=venue.country,
    )
    known = venue.latitude is not None and venue.longitude is not None
    geo = {
        "@type": "GeoCoordinates",
        "latitude": float(venue.latitude or 0),
        "longitude": float(venue.longitude or 0),
    }
    return {
        "@type": "Place",
        "name": venue.name,
        "address": {"@type": "PostalAddress", **address} if address else venue.name,
        **_given(geo=geo if known else None),
    }


def _given(**properties: Any) -> Thing:
    """The properties that have a value."""
    return {name: value for name, value in properties.items() if value}
