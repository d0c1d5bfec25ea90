"""The editorial calendar: a month or a week of what is published, written, scheduled and to come."""

import calendar
import datetime as dt
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets import AdminDateInput

from news.admin.access import SeenMenuItem, SeenMixin, is_writer
from news.choices import of_pages
from news.facets import Facet
from news.models import ArticlePage, ProgrammePage
from news.models.queries import ArticleQuerySet
from search.dates import FIRST_YEAR, LAST_YEAR
from search.periods import around, shift

from .agenda import SHOWN_IN_MONTH, SHOWN_IN_WEEK, Agenda
from .changes import Refused
from .moving import move

UNITS = {"month": _("Month"), "week": _("Week")}


class CalendarForm(forms.Form):
    """Which days, and of which articles."""

    view = forms.ChoiceField(choices=list(UNITS.items()), required=False, label=_("Show"))
    day = forms.DateField(required=False, label=_("Day"), widget=AdminDateInput)
    language = forms.ChoiceField(required=False, label=_("Language"))
    programme = forms.ChoiceField(required=False, label=_("Programme"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        self.programmes = of_pages(ProgrammePage, get_language() or "")
        labels = [(one.slug, one.label) for one in self.programmes]
        fields["language"].choices = [("", _("All languages")), *settings.LANGUAGES]
        fields["programme"].choices = [("", _("All programmes")), *labels]

    def clean_day(self) -> dt.date:
        """Today, unless another day is asked for."""
        day: dt.date = self.cleaned_data["day"] or timezone.localdate()
        if not FIRST_YEAR < day.year < LAST_YEAR:
            raise forms.ValidationError(
                _("The year must be between %(first)d and %(last)d.")
                % {"first": FIRST_YEAR + 1, "last": LAST_YEAR - 1}
            )
        return day

    def narrow(self, articles: ArticleQuerySet) -> ArticleQuerySet:
        """The articles in the chosen language and of the chosen programme."""
        if language := self.cleaned_data.get("language"):
            articles = articles.in_language(language)
        if slug := self.cleaned_data.get("programme"):
            numbers = next(one.numbers for one in self.programmes if one.slug == slug)
            articles = articles.tagged(Facet.PROGRAMME, numbers)
        return articles

    @property
    def asked(self) -> dict[str, str]:
        """What narrows the articles, for links."""
        names = ("language", "programme")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}


class CalendarView(SeenMixin, WagtailAdminTemplateMixin, TemplateView):
    """A month or a week."""

    template_name = "news/admin/calendar.html"
    page_title = _("Calendar")
    header_icon = "calendar-alt"

    def get_breadcrumbs_items(self) -> list[Any]:
        """The way to this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def form(self) -> CalendarForm:
        """What is asked; what cannot be understood is said, and this month shown."""
        form = CalendarForm(self.request.GET or {})
        form.is_valid()
        return form

    @property
    def unit(self) -> str:
        """`month` or `week`."""
        return self.form.cleaned_data.get("view") or "month"

    @property
    def day(self) -> dt.date:
        """The day that is asked for."""
        return self.form.cleaned_data.get("day") or timezone.localdate()

    @cached_property
    def span(self) -> tuple[dt.date, dt.date]:
        """The days shown, from a Monday to a Sunday."""
        if self.unit == "week":
            week = around(self.day, "w")
            return week.first, week.last
        weeks = calendar.Calendar(0).monthdatescalendar(self.day.year, self.day.month)
        return weeks[0][0], weeks[-1][-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The days in weeks, and the ways to others."""
        is_month = self.unit == "month"
        first, last = self.span
        agenda = Agenda(
            self.form.narrow(ArticlePage.objects.all()),
            first,
            last,
            shown=SHOWN_IN_MONTH if is_month else SHOWN_IN_WEEK,
            asked=self.form.asked,
        )
        days = agenda.days(self.day.month if is_month else 0)
        may_move = self._let_move(days)
        return {
            **super().get_context_data(**kwargs),
            "form": self.form,
            "unit": self.unit,
            "heading": self._heading(),
            "weeks": [days[start : start + 7] for start in range(0, len(days), 7)],
            "total": agenda.total,
            "may_move": may_move,
            "previous": self._link(self._stepped(-1)),
            "next": self._link(self._stepped(1)),
            "today": self._link(timezone.localdate()),
            "units": [
                (label, self._link(self.day, view=unit), unit == self.unit)
                for unit, label in UNITS.items()
            ],
            "here": self.request.get_full_path(),
            "zone": timezone.get_current_timezone_name(),
        }

    def _let_move(self, days: list[Any]) -> bool:
        """Let drafts be moved by who may change them; whether there are any.

        Who only reads is led to what is published.
        """
        user, items = (
            self.request.user,
            [item for day in days for group in day.groups for item in group.items],
        )
        writes = is_writer(user)
        for item in items:
            article = item.article
            may_edit = writes and item.movable and article.permissions_for_user(user).can_edit()
            item.movable = may_edit
            if writes:
                item.url = reverse("wagtailadmin_pages:edit", args=[article.pk])
            elif article.live:
                item.url = article.get_url(self.request) or ""
        return any(item.movable for item in items)

    def _heading(self) -> str:
        if self.unit == "month":
            return date_format(self.day, "YEAR_MONTH_FORMAT")
        first, last = self.span
        return f"{date_format(first)} – {date_format(last)}"

    def _stepped(self, number: int) -> dt.date:
        if self.unit == "week":
            return shift(self.day, "w", number)
        return shift(self.day.replace(day=1), "m", number)

    def _link(self, day: dt.date, **other: str) -> str:
        query = {"view": self.unit, "day": f"{day}", **self.form.asked, **other}
        return f"?{urlencode(query)}"


class MoveForm(forms.Form):
    """The day that a draft moves to."""

    day = forms.DateField(label=_("Move to"), widget=AdminDateInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class MoveView(SeenMixin, WagtailAdminTemplateMixin, FormView):
    """Moving a draft to another day: the same for those who drag and those who type."""

    form_class = MoveForm
    template_name = "news/admin/move.html"
    page_title = _("Move to another day")
    header_icon = "calendar-alt"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the article."""
        super().setup(request, *args, **kwargs)
        self.article = get_object_or_404(ArticlePage, pk=kwargs["pk"])
        self.next_url = get_valid_next_url_from_request(request) or reverse("news_calendar:index")

    def get_page_subtitle(self) -> str:
        """The article's name."""
        return self.article.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[Any]:
        """The way to this page."""
        calendar_item = {"url": reverse("news_calendar:index"), "label": CalendarView.page_title}
        here = {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, calendar_item, here]

    def get_initial(self) -> dict[str, Any]:
        """Where it stands now."""
        return {"day": self.article.date, "seen": self.article.latest_revision_id or ""}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The article beside the form."""
        scheduled = self.article.scheduled_revision
        return {
            **super().get_context_data(**kwargs),
            "article": self.article,
            "goes_live": scheduled and scheduled.approved_go_live_at,
            "zone": timezone.get_current_timezone_name(),
            "next": self.next_url,
        }

    def form_valid(self, form: MoveForm) -> HttpResponse:
        """Move it, or say why not."""
        asked = form.cleaned_data
        try:
            told = move(self.article.pk, asked["day"], asked["seen"], self.request.user)
        except Refused as refusal:
            name = self.article.get_admin_display_title()
            messages.error(
                self.request,
                _("“%(name)s” has not moved. %(reason)s") % {"name": name, "reason": refusal},
            )
        else:
            edit = reverse("wagtailadmin_pages:edit", args=[self.article.pk])
            messages.success(self.request, told, buttons=[messages.button(edit, _("Edit"))])
        return redirect(self.next_url)


class CalendarViewSet(ViewSet):
    """The calendar in the News menu."""

    name = "news_calendar"
    url_prefix = "news/calendar"
    icon = "calendar-alt"
    menu_label = _("Calendar")
    menu_item_class = SeenMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """The calendar, and moving what stands in it."""
        return [
            path("", CalendarView.as_view(), name="index"),
            path("move/<int:pk>/", MoveView.as_view(), name="move"),
        ]
