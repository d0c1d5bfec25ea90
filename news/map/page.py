"""The page of the map: a question's places as a picture and as a table."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from news.listing import Listing
from news.made_of import frame_key, made_of, news_key
from news.views import ask, published_index

from .drawing import Map
from .places import places

# Rows of the table; what is on the map is not cut short.
ROWS = 100


@csrf_exempt
@require_safe
@made_of(news_key, frame_key)
def venues_map(request: HttpRequest) -> HttpResponse:
    """Where the articles that answer a question took place."""
    index = published_index()
    asked = ask(request, index)
    found = places(asked)
    on_map = [place for place in found if place.point]
    rows = found if "all" in request.GET else found[:ROWS]
    context: dict[str, Any] = {
        "index": index,
        # Of the listing its chips only: nothing is listed.
        "listing": Listing(asked, Paginator((), 1).page(1), index),
        "map": Map(on_map, asked.question) if on_map else None,
        "places": rows,
        "more": len(found) - len(rows),
        "elsewhere": len(found) - len(on_map),
    }
    return render(request, "pages/map.html", context)
