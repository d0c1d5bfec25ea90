"""The other forms of an answer. They stand beside the listing, whose own address is a page's."""

from django.urls import path

from . import views

urlpatterns = [
    path("news/feed.atom", views.feed, name="news-feed"),
    path("news/articles.csv", views.csv, name="news-csv"),
    path("news/articles.json", views.json, name="news-json"),
    path("news/events.ics", views.calendar, name="news-calendar"),
]
