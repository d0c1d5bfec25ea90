"""The demo's things in one language, and the same things in states that the demo does not have."""

from copy import copy
from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from django.utils.functional import cached_property
from wagtail.blocks import StreamValue

from institute_site.sitewide import Answer, SearchForm
from news.alerts.questions import Asked
from news.blocks import BodyBlock
from news.calendar import DateChoice
from news.listing import Listing
from news.map.drawing import Map
from news.map.places import places
from news.models import ArticlePage, NewsIndexPage, ProgrammePage
from news.models.articles import Correction
from news.suggestions import suggest
from news.views import answered, ask, published_index

CORRECTED = "2019-05-28-festival-kazan"
MANY_VENUES = "2019-12-04-school-of-organizers"
FROM_THE_PRESS = "2019-11-12-media-novosibirsk"
TO_COME = "2026-11-17-tenth-year-2028"
LONG_WORDS = (
    "Institutionalisation of interdepartmental technology-transfer infrastructure across the whole"
    " of the Yamalo-Nenets Autonomous Area and neighbouring territories, with the participation of"
    " electroencephalographers and representatives of the research-and-production association"
)
# A title of one word that is wider than a phone.
LONG_WORD = "Rechtsschutzversicherungsgesellschaftenverzeichnis"


class Samples:
    """Nothing here is ever saved: things are changed in memory only."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def index(self) -> NewsIndexPage:
        """The news listing."""
        return published_index()

    def article(self, identity: str, **changes: Any) -> ArticlePage:
        """An article of the demo, changed; 404 where the demo's content is not loaded."""
        source = f"{identity}:{self.index.locale.language_code}"
        article: ArticlePage | None = (
            ArticlePage.objects.live().for_cards().filter(source_id=source).first()
        )
        if article is None:
            raise Http404("The styleguide shows the demo's content: load it with `make demo`.")
        for name, value in changes.items():
            setattr(article, name, value)
        return article

    def updated(self) -> ArticlePage:
        """An article with news after its publication, and without a picture."""
        article = self.article(MANY_VENUES)
        article.corrections.set(
            [
                Correction(kind="correction", date=article.date, text=LONG_WORDS),
                Correction(kind="update", date=article.date, text=article.lead),
            ]
        )
        return article

    def programme(self, slug: str, **changes: Any) -> ProgrammePage:
        """A programme of the demo, changed."""
        programmes = ProgrammePage.objects.live().filter(locale=self.index.locale_id)
        programme = programmes.get(slug=slug)
        for name, value in changes.items():
            setattr(programme, name, value)
        return programme

    def asking(self, query: str) -> HttpRequest:
        """This request as if it had come to the news listing with a question."""
        request = copy(self.request)
        request.GET = QueryDict(query)
        request.path = self.index.get_url()
        return request

    def listing(self, query: str) -> Listing:
        """The listing's answer to a question."""
        request = self.asking(query)
        return answered(request, ask(request, self.index), self.index)

    def map(self, query: str) -> dict[str, Any]:
        """The map of a question's places."""
        asked = ask(self.asking(query), self.index)
        found = [place for place in places(asked) if place.point]
        return {"map": Map(found, asked.question), "index": self.index}

    def alert(self, query: str) -> Asked:
        """The question of an alert."""
        return Asked(query, self.index)

    def calendar(self, query: str, field: str = "from", month: str = "") -> dict[str, Any]:
        """The calendar for one of the question's dates."""
        asked = ask(self.asking(query), self.index)
        return {"choice": DateChoice(asked, self.index, field, month, ""), "in_dialog": False}

    def search(self, query: str) -> dict[str, Any]:
        """The site-wide search: its form and, to a question that is understood, its answer."""
        data = QueryDict(query)
        form = SearchForm(data)
        words, chosen = (
            (form.cleaned_data["q"], form.cleaned_data["type"]) if form.is_valid() else ("", "")
        )
        language = self.index.locale.language_code
        return {"form": form, "answer": words and Answer(data, words, chosen, language)}

    def suggestions(self, typed: str) -> dict[str, Any]:
        """What is offered while a name is being typed."""
        groups = suggest(typed, self.index)
        return {"groups": groups, "total": sum(len(group.suggestions) for group in groups)}

    def body(self, *blocks: tuple[str, Any]) -> dict[str, Any]:
        """A text of blocks, each a name and a value: None is what editors see in the block's preview."""
        kinds = BodyBlock().child_blocks
        values = [
            (
                name,
                kinds[name].get_preview_value() if value is None else kinds[name].to_python(value),
            )
            for name, value in blocks
        ]
        return {"body": StreamValue(BodyBlock(), values)}
