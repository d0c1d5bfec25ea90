"""The other forms of an answer, and what helps to ask. They stand beside the listing, itself a page."""

from django.urls import path, re_path

from . import answers, article_files, calendar, press, suggestions

urlpatterns = [
    re_path(r"^press-link/(?P<token>[\w-]{32})/$", press.press_link, name="press-link"),
    path("news/feed.atom", answers.feed, name="news-feed"),
    path("news/articles.csv", answers.csv, name="news-csv"),
    path("news/articles.json", answers.json, name="news-json"),
    path("news/events.ics", answers.calendar, name="news-calendar"),
    path("news/<slug:slug>.md", article_files.text, name="article-text"),
    path("news/<slug:slug>.ics", article_files.event, name="article-event"),
    path("news/suggestions/", suggestions.suggestions, name="news-suggestions"),
    path("news/calendar/", calendar.choose_date, name="news-date"),
]
