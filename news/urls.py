"""The other forms of an answer, and what helps to ask. They stand beside the listing, itself a page."""

from django.urls import path, re_path

from . import answers, article_files, calendar, press, suggestions
from .alerts import views as alerts
from .map.page import venues_map
from .pictures import serving

urlpatterns = [
    re_path(r"^press-link/(?P<token>[\w-]{32})/$", press.press_link, name="press-link"),
    path("news/feed.atom", answers.feed, name="news-feed"),
    path("news/articles.csv", answers.csv, name="news-csv"),
    path("news/articles.json", answers.json, name="news-json"),
    path("news/events.ics", answers.calendar, name="news-calendar"),
    path("news/<slug:slug>.md", article_files.text, name="article-text"),
    path("news/<slug:slug>.ics", article_files.event, name="article-event"),
    path("news/pictures/<int:pk>.jpg", serving.for_press, name="press-picture"),
    re_path(
        r"^news/pictures/([\w=-]+)/(\d+)/([\w|.-]+)/[^/]*$",
        serving.MadeNow.as_view(),
        name="picture-made-now",
    ),
    path("news/suggestions/", suggestions.suggestions, name="news-suggestions"),
    path("news/map/", venues_map, name="news-map"),
    path("news/alerts/", alerts.subscribe, name="news-alerts"),
    path("news/alerts/asked/", alerts.asked, name="news-alert-asked"),
    re_path(r"^news/alerts/(?P<token>[\w-]{32})/$", alerts.alert, name="news-alert"),
    re_path(r"^news/alerts/(?P<token>[\w-]{32})/leave/$", alerts.leave, name="news-alert-leave"),
    path("news/calendar/", calendar.choose_date, name="news-date"),
]
