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
from .saved_views import SavedView
from .snippets import Partner, Person, Topic, Venue

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
    "SavedView",
    "Topic",
    "Venue",
]
