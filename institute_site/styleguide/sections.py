"""What the styleguide shows, in order: a part that is not shown here fails a test."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.http import urlencode

from news.alerts.asking import AlertForm
from news.models.programmes import Status
from news.pictures.press import press_pictures
from news.pictures.used import in_page

from .samples import CORRECTED, FROM_THE_PRESS, LONG_WORD, LONG_WORDS, MANY_VENUES, TO_COME, Samples

# How wide a part stands on its page: over all columns, in the text's, or in the narrow one beside it.
WIDE, TEXT, NARROW = "wide", "text", "narrow"


@dataclass(frozen=True)
class Sample:
    """One state of a part: its name, its template and what that needs; the class of what it stands in."""

    state: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    width: str = WIDE
    inside: str = ""


@dataclass(frozen=True)
class Section:
    """Parts that belong together."""

    slug: str
    name: str
    samples: list[Sample]


def sections(samples: Samples) -> Iterator[Section]:
    """All of it."""
    yield Section(
        "colours", "Colours", [Sample("Tokens", "styleguide/colours.html"), *_covers(samples)]
    )
    yield Section("type", "Type", [Sample("Sizes", "styleguide/type.html")])
    yield Section("controls", "Buttons, links, checks", [Sample("All", "styleguide/controls.html")])
    yield Section("frame", "Frame", list(_frame()))
    yield Section("question", "The question", list(_question(samples)))
    yield Section("results", "Results", list(_results(samples)))
    yield Section("cards", "Result cards", list(_cards(samples)))
    yield Section("headlines", "Stories of the front page", list(_headlines(samples)))
    yield Section("programmes", "Programmes", list(_programmes(samples)))
    yield Section("article", "Around an article", list(_article(samples)))
    yield Section("text", "Blocks of a text", list(_text(samples)))
    yield Section("archive", "Archive and calendar", list(_archive(samples)))
    yield Section("alerts", "News by e-mail", list(_alerts(samples)))
    yield Section("search", "Search of the site", list(_search(samples)))


def _covers(samples: Samples) -> Iterator[Sample]:
    slugs = ("rukami", "seed-funds", "spin-offs", "pilots", "skills", "market")
    programmes = [samples.programme(slug) for slug in slugs]
    yield Sample("Drawn covers, by hue", "styleguide/covers.html", {"programmes": programmes})


def _frame() -> Iterator[Sample]:
    yield Sample("Header", "parts/header.html")
    yield Sample("Footer", "parts/footer.html")
    yield Sample("Ways out of a page that leads nowhere", "parts/ways_out.html")


def _question(samples: Samples) -> Iterator[Sample]:
    asked = "name=rukami&from=2019&to=December+2026&venue=moscow&venue=kazan&kind=news"
    wrong = "name=x&from=31.02.2020&to=yesterday-ish&venue=atlantis&order=sideways"
    for state, query in {"Empty": "", "Filled": asked, "Not understood": wrong}.items():
        context = {"listing": samples.listing(query)}
        yield Sample(f"Form: {state.lower()}", "parts/search_form.html", context, NARROW)
    yield Sample(
        "Summary of errors", "parts/error_summary.html", {"form": samples.listing(wrong).form}
    )
    typed = samples.suggestions("mos")
    yield Sample("Suggestions", "styleguide/suggestions.html", typed, NARROW)


def _results(samples: Samples) -> Iterator[Sample]:
    asked = samples.listing("name=rucami&venue=moscow&venue=irkutsk&from=2019&topic=clubs")
    yield Sample(
        "Mended, with chips and orders", "styleguide/results_head.html", {"listing": asked}
    )
    for page in (1, 2):
        listing = samples.listing(f"page={page}")
        yield Sample(f"Pages: on page {page}", "parts/pagination.html", {"listing": listing})
    nothing = samples.listing("name=zeppelin&venue=moscow&to=2019")
    yield Sample("Nothing found", "parts/results.html", {"listing": nothing})


def _cards(samples: Samples) -> Iterator[Sample]:
    cover = samples.article(CORRECTED).cover
    articles = {
        "Photograph, correction": samples.article(CORRECTED),
        "Drawn cover, many venues": samples.article(MANY_VENUES),
        "Updated": samples.updated(),
        "From the press": samples.article(FROM_THE_PRESS),
        "Still to come": samples.article(TO_COME),
        "Short name, nothing else": samples.article(
            MANY_VENUES, title="Open", lead="", venues=[], main_programme=None
        ),
        "Very long name and lead": samples.article(
            CORRECTED, title=LONG_WORDS, lead=LONG_WORDS * 2, cover=cover
        ),
        "A word wider than a phone": samples.article(TO_COME, title=LONG_WORD),
    }
    for state, article in articles.items():
        yield Sample(state, "parts/article_card.html", {"article": article})


def _headlines(samples: Samples) -> Iterator[Sample]:
    pictured, drawn = samples.article(CORRECTED), samples.article(MANY_VENUES)
    long = samples.article(TO_COME, title=LONG_WORDS)
    for state, article in {"photograph": pictured, "drawn": drawn, "long name": long}.items():
        yield Sample(f"Lead story: {state}", "parts/lead_story.html", {"article": article})
    for state, article in {"photograph": pictured, "drawn": drawn}.items():
        context = {"article": article}
        yield Sample(f"Headline: {state}", "parts/headline_with_cover.html", context, NARROW)
    yield Sample("Headline: alone, long", "parts/headline.html", {"article": long}, NARROW)
    yield Sample("Event", "parts/event.html", {"article": samples.article(TO_COME)}, NARROW)


def _programmes(samples: Samples) -> Iterator[Sample]:
    today = timezone.localdate()
    is_open = samples.programme("skills", status=Status.OPEN, deadline=today)
    running = samples.programme("rukami")
    completed = samples.programme("market", status=Status.COMPLETED, last_year=today.year)
    programmes = {"open": is_open, "running": running, "completed": completed}
    for state, programme in programmes.items():
        yield Sample(
            f"In a list: {state}", "parts/programme_item.html", {"programme": programme}, NARROW
        )
    yield Sample("Open calls", "parts/open_calls.html", {"programmes": [is_open, running]}, NARROW)
    for state, programme in programmes.items():
        yield Sample(
            f"Facts: {state}",
            "parts/programme_facts.html",
            {"programme": programme},
            NARROW,
            "facts",
        )
    later = samples.programme("skills", opens=today + dt.timedelta(days=9), deadline=None)
    over = samples.programme("skills", deadline=today - dt.timedelta(days=1))
    for state, programme in {"open": is_open, "not yet": later, "over": over}.items():
        yield Sample(f"Call: {state}", "parts/call.html", {"programme": programme}, TEXT)
    yield Sample("Partners", "parts/partners.html", {"page": running}, TEXT)
    figures = {"figures": running.figures.all()}
    yield Sample("Key figures", "parts/key_figures.html", figures, TEXT)


def _article(samples: Samples) -> Iterator[Sample]:
    corrected, many = samples.article(CORRECTED), samples.article(MANY_VENUES)
    press = samples.article(FROM_THE_PRESS)
    yield Sample("Facts", "parts/facts.html", {"page": many}, NARROW, "facts")
    yield Sample(
        "Facts: to come", "parts/facts.html", {"page": samples.article(TO_COME)}, NARROW, "facts"
    )
    yield Sample("Sharing", "parts/share.html", {"page": many}, NARROW, "facts")
    yield Sample(
        "Contact", "parts/contact.html", {"person": many.contact, "title": "Press contact"}, NARROW
    )
    yield Sample("Corrections", "parts/corrections.html", {"page": samples.updated()}, TEXT)
    yield Sample("Cover: photograph", "parts/story_cover.html", {"page": corrected}, TEXT)
    yield Sample("Cover: drawn", "parts/story_cover.html", {"page": many}, TEXT)
    yield Sample("Source with an address", "parts/source.html", {"page": press}, TEXT)
    nowhere = samples.article(FROM_THE_PRESS, source_url="")
    yield Sample("Source without one", "parts/source.html", {"page": nowhere}, TEXT)
    until = {"embargo": {"until": "1 December 2026, 10:00 MSK"}}
    yield Sample("Embargo", "parts/embargo.html", until)
    yield Sample("Embargo without an end", "parts/embargo.html", {"embargo": {"until": ""}})
    yield Sample("Neighbours", "parts/neighbours.html", corrected.neighbours())
    pictures = press_pictures(in_page(corrected))
    yield Sample(
        "Pictures for the press", "parts/press_pictures.html", {"pictures": pictures}, TEXT
    )
    first = {"previous": None, "next": samples.article(MANY_VENUES, title=LONG_WORDS)}
    yield Sample("Neighbours: none before", "parts/neighbours.html", first)


RICH = """<p>Paragraphs with <b>weight</b>, <i>slant</i>, <a href="/">a link</a>, H<sub>2</sub>O and
10<sup>3</sup>.</p><ul><li>A list of things</li><li>that have no order</li></ul>
<ol><li>A list of steps</li><li>to take in turn</li></ol><hr><p>After a rule.</p>"""


def _alerts(samples: Samples) -> Iterator[Sample]:
    for state, query in {"all news": "", "narrowed": "name=school&venue=moscow"}.items():
        asked = samples.alert(query)
        yield Sample(f"Question: {state}", "parts/alert_question.html", {"asked": asked}, TEXT)
    yield Sample("How often", "parts/alert_rhythm.html", {"form": AlertForm()}, TEXT)


def _text(samples: Samples) -> Iterator[Sample]:
    blocks: dict[str, tuple[str, Any]] = {
        "Text": ("text", RICH),
        "Heading of a section": ("heading", None),
        "Heading of a part": ("heading", {"text": "Part of a section", "level": "h3"}),
        "Picture": ("image", None),
        "Gallery": ("gallery", None),
        "Quote": ("quote", {"text": LONG_WORDS, "name": "Ksenia Maslova", "role": "Head"}),
        "Quote without a name": ("quote", None),
        "Key figures": ("figures", None),
        "Table": ("table", None),
        "Call-out": ("callout", None),
        "Documents": ("documents", None),
        "Something on another site": ("embed", None),
        "Related link": ("related", None),
    }
    for state, block in blocks.items():
        yield Sample(state, "parts/body.html", samples.body(block), TEXT)


def _archive(samples: Samples) -> Iterator[Sample]:
    yield Sample("Archive", "parts/archive_strip.html", {"listing": samples.listing("")})
    of_a_year = samples.listing("from=2019&to=2019&name=rukami")
    yield Sample("Map", "parts/map.html", samples.map("from=2019"))
    yield Sample(
        "Archive: a year of a question", "parts/archive_strip.html", {"listing": of_a_year}
    )
    chosen = samples.calendar("from=2019-12-04&to=2019-12-20")
    yield Sample("Calendar, on its page", "parts/calendar.html", chosen, TEXT)
    in_dialog = {**chosen, "in_dialog": True}
    yield Sample("Calendar, in the dialog", "parts/calendar.html", in_dialog, TEXT)
    empty = samples.calendar("", month="2019-01")
    yield Sample("Calendar: a month without articles", "parts/calendar.html", empty, TEXT)
    wrong = samples.calendar("from=31.02.2020&venue=atlantis", month="2019-12")
    yield Sample("Calendar: not understood", "parts/calendar.html", wrong, TEXT)


def _search(samples: Samples) -> Iterator[Sample]:
    yield Sample("Field", "parts/site_search.html")
    wrong = samples.search("q=-moscow")
    yield Sample("Field: not understood", "parts/site_search.html", wrong)
    wrong = samples.search("q=a&type=x")
    yield Sample("Types: not understood", "parts/search_types.html", wrong)
    asked = {
        "of every type": {"q": samples.programme("skills").title},
        "more than the best": {"q": samples.programme("rukami").title},
        "mended, none of its type": {"q": "rucami", "type": "document"},
        "nothing": {"q": "qqqzzz"},
    }
    for state, question in asked.items():
        answer = samples.search(urlencode(question))
        yield Sample(f"Answer: {state}", "styleguide/search.html", answer)
