"""What the newsroom works with. A page has an address of its own; a snippet only describes."""

from .alerts import Alert, Letter, NewArticle
from .articles import ArticlePage, ArticleVenue, Correction
from .content import Content, ContentChange
from .indexes import NewsIndexPage, ProgrammeIndexPage
from .link_checks import LinkCheck, LinkUse
from .media import File, Picture, PictureRendition
from .page_pictures import PagePictures
from .planning import PublishingFailure, WorkerHeartbeat
from .press_links import PressLink
from .programmes import (
    ProgrammeContact,
    ProgrammeDocument,
    ProgrammeFigure,
    ProgrammePage,
    ProgrammePartner,
)
from .saved_views import SavedView
from .snippets import Partner, Person, Topic, Venue
from .unfound import Unfound

__all__ = [
    "Alert",
    "ArticlePage",
    "ArticleVenue",
    "Content",
    "ContentChange",
    "Correction",
    "File",
    "Letter",
    "LinkCheck",
    "LinkUse",
    "NewArticle",
    "NewsIndexPage",
    "PagePictures",
    "Partner",
    "Person",
    "Picture",
    "PictureRendition",
    "PressLink",
    "ProgrammeContact",
    "ProgrammeDocument",
    "ProgrammeFigure",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "ProgrammePartner",
    "PublishingFailure",
    "SavedView",
    "Topic",
    "Unfound",
    "Venue",
    "WorkerHeartbeat",
]
