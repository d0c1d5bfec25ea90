"""What the newsroom works with. A page has an address of its own; a snippet only describes."""

from .articles import ArticlePage, ArticleVenue, Correction
from .indexes import NewsIndexPage, ProgrammeIndexPage
from .media import File, Picture, PictureRendition
from .programmes import (
    ProgrammeContact,
    ProgrammeDocument,
    ProgrammeFigure,
    ProgrammePage,
    ProgrammePartner,
)
from .snippets import Partner, Person, Topic, Venue
from .unfound import Unfound

__all__ = [
    "ArticlePage",
    "ArticleVenue",
    "Correction",
    "File",
    "NewsIndexPage",
    "Partner",
    "Person",
    "Picture",
    "PictureRendition",
    "ProgrammeContact",
    "ProgrammeDocument",
    "ProgrammeFigure",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "ProgrammePartner",
    "Topic",
    "Unfound",
    "Venue",
]
