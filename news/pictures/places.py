"""Where pages show pictures, and which sizes each place needs.

Every place offers AVIF and WebP at all its widths, and for browsers that know neither, one JPEG. Places
share widths, so that a picture used in all of them is made some twenty times, not sixty.
"""

from typing import NamedTuple

MODERN = ("avif", "webp")
# A cover in a list: the width and height that it is cropped to, around its focal point.
CROP = (8, 5)
TILE = (3, 2)


class Place(NamedTuple):
    """A place for pictures.

    `widths`: in pixels, the smallest first. `base`: that of the JPEG. `sizes`: how wide the picture is shown,
    for the browser (HTML, 4.8.4.2.1). `crop`: its proportions; None leaves the picture whole.
    """

    widths: tuple[int, ...]
    base: int
    sizes: str
    crop: tuple[int, int] | None = None

    def spec(self, width: int, form: str) -> str:
        """What Wagtail calls this place's picture of a width in a format."""
        if self.crop is None:
            return f"width-{width}|format-{form}"
        across, down = self.crop
        return f"fill-{width}x{width * down // across}|format-{form}"

    @property
    def specs(self) -> list[str]:
        """All that is made for the place."""
        modern = [self.spec(width, form) for form in MODERN for width in self.widths]
        return [*modern, self.spec(self.base, "jpeg")]


PLACES = {
    # Beside a result; in the list of pictures for the press.
    "card": Place((176, 360), 360, "(min-width: 48rem) 168px, 112px", CROP),
    # Above a headline, one of three or two in a row.
    "headline": Place(
        (360, 720),
        720,
        "(min-width: 62rem) 362px, (min-width: 48rem) 45vw, calc(100vw - 2.5rem)",
        CROP,
    ),
    # The story of the front page.
    "lead": Place((360, 720, 1320), 720, "(min-width: 62rem) 648px, calc(100vw - 2.5rem)", CROP),
    # In the column of an article.
    "story": Place((400, 720, 1400), 720, "(min-width: 48rem) 700px, calc(100vw - 2.5rem)"),
    # One of a gallery: side by side, or on a phone a strip to swipe.
    "gallery": Place((360, 720), 720, "(min-width: 48rem) 342px, 80vw", TILE),
    # Of a partner, beside its name.
    "logo": Place((160, 320), 320, "160px"),
}
LISTED = ("card", "headline", "lead")
# The one size that feeds and other readers of texts get, see `templates/formats/picture.html`.
ELSEWHERE = PLACES["story"].spec(720, "jpeg")

# A picture of a gallery opened, in the one format that every browser in use knows.
LARGE = "max-2000x2000|format-webp"
# For newspapers: what an A4 page needs at 300 dots an inch, without what a camera notes of place and owner.
PRINT = "max-4000x4000|format-jpeg|jpegquality-90"


def specs(*places: str) -> list[str]:
    """What is made for these places, each once."""
    return list(dict.fromkeys(spec for place in places for spec in PLACES[place].specs))
