"""The page `/styleguide/`: in the demo and in development only."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from institute_site.navigation import Frame

from .samples import Samples
from .sections import Sample, sections

# What names an element or points to one, and what groups controls: parts that a page has once are here
# several times.
NAMES = re.compile(
    r"""(?P<before>\s(?:
        (?:id|for|aria-labelledby|aria-describedby)=["']
        | href=["']\#
        | name=["'](?=(?:theme|tools)["'])
    ))(?P<names>[^"']+)""",
    re.VERBOSE,
)


@csrf_exempt
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every part in every state, in the language of the address."""
    samples = Samples(request)
    shown = [
        {
            "section": section,
            "parts": [
                _part(request, sample, f"{section.slug}-{number}")
                for number, sample in enumerate(section.samples, 1)
            ],
        }
        for section in sections(samples)
    ]
    return render(request, "pages/styleguide.html", {"shown": shown})


def _part(request: HttpRequest, sample: Sample, key: str) -> dict[str, Any]:
    ways = Frame(request).translations(None)
    html = render_to_string(sample.template, {"ways": ways, **sample.context}, request)
    return {"sample": sample, "key": key, "html": _apart(html, key)}


def _apart(html: str, key: str) -> SafeString:
    """The same part, its names made its own on this page."""

    def own(match: re.Match[str]) -> str:
        names = " ".join(f"{key}-{name}" for name in match["names"].split())
        return f"{match['before']}{names}"

    return mark_safe(NAMES.sub(own, html))  # noqa: S308 - rendered by our own templates
