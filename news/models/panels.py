"""How an editor's form is laid out: story, when and where, placing, press."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    TitleFieldPanel,
)

from news.writing.panels import ChecksPanel, StartPanel

ARTICLE_CONTENT = [
    StartPanel(),
    ChecksPanel(heading=_("Checks"), icon="glasses"),
    MultiFieldPanel(
        [
            TitleFieldPanel(
                "title",
                heading=_("Name"),
                placeholder=_("Name of the article"),
                help_text=_("What readers see and search by. At most 160 characters."),
            ),
            FieldRowPanel([FieldPanel("date"), FieldPanel("kind")]),
            FieldPanel("lead"),
            FieldPanel("body"),
        ],
        heading=_("Story"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("cover"),
            FieldPanel("cover_alt"),
            FieldRowPanel([FieldPanel("cover_caption"), FieldPanel("cover_credit")]),
        ],
        heading=_("Cover picture"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("event_start"), FieldPanel("event_end")]),
            MultipleChooserPanel(
                "venue_links",
                chooser_field_name="venue",
                label=_("Venue"),
                heading=_("Venues"),
                help_text=_("The first one is the main one."),
            ),
        ],
        heading=_("When and where"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("programmes", widget=forms.CheckboxSelectMultiple),
            FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
        ],
        heading=_("Placing"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("source_name"), FieldPanel("source_url")]),
            FieldPanel("contact"),
            InlinePanel("corrections", label=_("Note"), heading=_("Corrections and updates")),
        ],
        heading=_("Press"),
    ),
    FieldPanel("in_step"),
    MultiFieldPanel(
        [FieldPanel("change_kind", widget=forms.RadioSelect), FieldPanel("change_note")],
        heading=_("What has changed?"),
        help_text=_("Asked before a published article is published again. A draft can wait."),
    ),
]

ARTICLE_VENUE = [FieldPanel("venue")]

CORRECTION = [FieldRowPanel([FieldPanel("kind"), FieldPanel("date")]), FieldPanel("text")]

PROMOTE = [
    MultiFieldPanel(
        [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
        heading=_("For search engines"),
    ),
]

# Of pages whose address is part of the site's contract.
PROMOTE_FIXED = [
    MultiFieldPanel(
        [FieldPanel("seo_title"), FieldPanel("search_description"), FieldPanel("show_in_menus")],
        heading=_("For search engines"),
    ),
]

PROGRAMME_CONTENT = [
    MultiFieldPanel(
        [
            TitleFieldPanel(
                "title",
                heading=_("Name"),
                placeholder=_("Name of the programme"),
                help_text=_("What readers see and search by."),
            ),
            FieldPanel("purpose"),
            FieldRowPanel([FieldPanel("status"), FieldPanel("hue")]),
            FieldRowPanel([FieldPanel("first_year"), FieldPanel("last_year")]),
            FieldPanel("body"),
            FieldPanel("for_whom"),
        ],
        heading=_("Programme"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("opens"),
            FieldRowPanel([FieldPanel("deadline"), FieldPanel("deadline_time")]),
            FieldPanel("apply_url"),
            FieldPanel("how_to_apply"),
        ],
        heading=_("Applications"),
    ),
    FieldPanel("achieved"),
    InlinePanel("figures", label=_("Key figure"), heading=_("Key figures"), max_num=6),
    MultipleChooserPanel(
        "partner_links", chooser_field_name="partner", label=_("Partner"), heading=_("Partners")
    ),
    MultipleChooserPanel(
        "contact_links", chooser_field_name="person", label=_("Contact"), heading=_("Contacts")
    ),
    MultipleChooserPanel(
        "document_links", chooser_field_name="document", label=_("Document"), heading=_("Documents")
    ),
]
