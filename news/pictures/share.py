"""The picture that networks and messengers show of a page: its name in the site's type beside its cover.

1200 × 630 pixels, as the Open Graph protocol's readers expect. Nothing is written outside the margin, which
some of them crop.
"""

import hashlib
import io
import json
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import formats, translation
from django.utils.translation import gettext
from PIL import Image, ImageDraw
from wagtail.images.models import Filter

from news import covers
from news.models import ArticlePage, Picture, ProgrammePage
from news.models.programmes import Hue
from news.publisher import publisher

from .type import Face, largest

SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN = 64
# How much of the width a photograph takes, and a drawn cover: whole cells of a side of 105.
PHOTOGRAPH, CELL = 500, 105
# Made anew for every page when the drawing itself is changed.
DESIGN = 1

PAPER, INK, QUIET = "#ffffff", "#16191d", "#5b6470"
MARK, SIGNAL = "#0b5c4b", "#b45309"
NAMES = [Face("literata", size, 600) for size in (84, 74, 66, 60, 54, 48, 44, 40, 36, 32, 28)]
LEADING = 1.17
SMALL = Face("golos-text", 26, 500)
BOLD = Face("golos-text", 26, 600)


@dataclass(frozen=True)
class Card:
    """What a share image says. `photograph` is a picture's file and focal point in words, "" without one."""

    name: str
    institute: str
    seed: str
    hue: str
    kicker: str = ""
    date: str = ""
    photograph: str = ""

    @property
    def key(self) -> str:
        """The same for the same image, another for any other."""
        said = json.dumps([DESIGN, asdict(self)], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:12]


def card_of(page: Any) -> Card:
    """What the share image of an article, of a programme or of a front page says, in its language."""
    language = page.locale.language_code
    institute = publisher(language)
    seed = str(page.translation_key)
    with translation.override(language):
        if isinstance(page, ArticlePage):
            programme = page.main_programme
            return Card(
                name=page.title,
                institute=institute,
                seed=seed,
                hue=programme.hue if programme else Hue.GREEN,
                kicker=page.get_kind_display(),
                date=formats.date_format(page.date),
                photograph=_identity(page.cover) if page.cover else "",
            )
        if isinstance(page, ProgrammePage):
            kicker = gettext("Programme")
            return Card(page.title, institute, seed, str(page.hue), kicker)
        return Card(institute, "", seed, Hue.GREEN)


def _identity(picture: Picture) -> str:
    return f"{picture.pk} {picture.file_hash} {Filter(_crop()).get_cache_key(picture)}"


def _crop() -> str:
    return f"fill-{PHOTOGRAPH}x{HEIGHT}|format-png"


def draw(card: Card, picture: Picture | None = None) -> tuple[bytes, str]:
    """The image of a card and the ending of its name: drawn covers as PNG, photographs as JPEG."""
    image = Image.new("RGB", SIZE, PAPER)
    beside = _photograph(picture) if picture else None
    is_photograph = beside is not None
    if beside is None:
        beside = covers.raster(card.seed, card.hue, covers.SHARED, CELL)
    image.paste(beside, (WIDTH - beside.width, 0))
    _write(ImageDraw.Draw(image), card, WIDTH - beside.width - 2 * MARGIN)
    file = io.BytesIO()
    if is_photograph:
        image.save(file, "JPEG", quality=84, subsampling=0, progressive=True, optimize=True)
        return file.getvalue(), "jpg"
    image.quantize(128, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue(), "png"


def _photograph(picture: Picture) -> Image.Image | None:
    """A picture cropped around its focal point; None when its file cannot be read."""
    try:
        cropped = Filter(_crop()).run(picture, io.BytesIO())
        cropped.f.seek(0)
        photograph = Image.open(cropped.f).convert("RGB")
    except Exception:  # each format's reader has errors of its own
        return None
    return photograph.resize((PHOTOGRAPH, HEIGHT), Image.Resampling.LANCZOS)


def _write(draw: ImageDraw.ImageDraw, card: Card, width: int) -> None:
    """Kicker on top, the name below it as large as fits, the institute at the foot."""
    top, foot = MARGIN + 20, HEIGHT - MARGIN
    BOLD.write(draw, MARGIN, top, card.kicker, covers.COLOURS[card.hue][1])
    if card.date:
        after = MARGIN + BOLD.width(card.kicker)
        SMALL.write(draw, after, top, f" · {card.date}", QUIET)
    _mark(draw, MARGIN, foot - 40)
    _, institute = largest(card.institute, [SMALL], width - 60, 2 * 33, 1.25)
    for number, line in enumerate(reversed(institute)):
        lift = 11 if len(institute) == 1 else 2 + 33 * number
        SMALL.write(draw, MARGIN + 60, foot - lift, line, INK)
    face, lines = largest(card.name, NAMES, width, foot - 40 - 36 - top - 30, LEADING)
    for number, line in enumerate(lines):
        y = top + 30 + face.size * (LEADING * number + 0.9)
        face.write(draw, MARGIN, y, line, INK)


def _mark(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """The institute's mark, as in `templates/parts/mark.html`, 40 pixels wide."""
    side, smooth = 40, covers.SMOOTH
    mark = Image.new("RGB", (side * smooth, side * smooth), PAPER)
    pen = ImageDraw.Draw(mark)
    full, arc = side * smooth, 19 * smooth
    pen.pieslice((-full, 0, full, 2 * full), 270, 360, fill=MARK)
    pen.pieslice((full - arc, full - arc, full + arc, full + arc), 180, 270, fill=SIGNAL)
    small = mark.resize((side, side), Image.Resampling.LANCZOS)
    draw._image.paste(small, (x, y))
