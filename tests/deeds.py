"""What people do in the admin, each tried through its own door: did it happen?

A deed gets a browser in which somebody is signed in, and says whether the database, or the answer, shows
that it was done.
"""

import datetime as dt
from collections.abc import Callable

from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.tests.utils import get_test_image_file
from wagtail.log_actions import log
from wagtail.models import Revision, Workflow

from institute_site.models import SiteSettings
from news.models import (
    ArticlePage,
    File,
    Partner,
    Person,
    Picture,
    PressLink,
    ProgrammePage,
    SavedView,
    Venue,
)
from tests.newsroom import add_article, article, article_form, news_page, person, signed_in, venue

Deed = Callable[[Client], bool]
DEEDS: dict[str, Deed] = {}
DAY = dt.date(2026, 11, 20)
EXPIRES = f"{timezone.localtime() + dt.timedelta(days=2):%Y-%m-%d %H:%M}"
# What is answered when something that readers know is taken away.
FAREWELL = {"farewell": "1", "reason": "Tried by a test", "lead_to": "suggested"}


def deed(name: str) -> Callable[[Deed], Deed]:
    """Enter a function in the list under the name that the guide gives it."""

    def enter(function: Deed) -> Deed:
        DEEDS[name] = function
        return function

    return enter


def _draft() -> ArticlePage:
    """Somebody else's article, not published."""
    author = User.objects.filter(username="author").first() or person("author", "Editors")
    page = article("A draft", DAY, live=False, owner=author)
    page.save_revision()
    return page


def _published(language: str = "en") -> ArticlePage:
    page = article("A published one", DAY, language=language)
    page.save_revision().publish()
    return page


def _at(page: ArticlePage, door: str, *more: object) -> str:
    return reverse(f"wagtailadmin_pages:{door}", args=[page.pk, *more])


def _edit(client: Client, page: ArticlePage, title: str, **more: object) -> ArticlePage:
    """Send the editor's form; the article as it is then."""
    client.post(_at(page, "edit"), article_form(title, slug=page.slug, **more))
    return ArticlePage.objects.get(pk=page.pk)


def _last_title(page: ArticlePage) -> str:
    return str(page.get_latest_revision_as_object().title)


@deed("Write an article")
def write(client: Client) -> bool:
    add_article(client, article_form("Newly written"))
    return ArticlePage.objects.filter(title="Newly written").exists()


@deed("Edit somebody else's draft")
def edit(client: Client) -> bool:
    return _last_title(_edit(client, _draft(), "Edited")) == "Edited"


@deed("Submit an article for review")
def submit(client: Client) -> bool:
    page = _edit(client, _draft(), "Submitted", action="submit")
    return bool(page.current_workflow_state)


@deed("Approve an article")
def approve(client: Client) -> bool:
    page = _edit(signed_in("submitter", "Editors"), _draft(), "To approve", action="submit")
    task = page.current_workflow_state.current_task_state.pk
    client.post(_at(page, "workflow_action", "approve", task), {"comment": ""})
    return ArticlePage.objects.get(pk=page.pk).live


@deed("Publish an article")
def publish(client: Client) -> bool:
    return _edit(client, _draft(), "Out now", action="publish").live


@deed("Schedule an article")
def schedule(client: Client) -> bool:
    page = _edit(client, _draft(), "Later", action="publish", go_live_at="2099-01-01 10:00")
    return Revision.objects.for_instance(page).filter(approved_go_live_at__isnull=False).exists()


@deed("Unpublish an article")
def unpublish(client: Client) -> bool:
    page = _published()
    client.post(_at(page, "unpublish"), FAREWELL)
    return not ArticlePage.objects.get(pk=page.pk).live


@deed("Lock an article")
def lock(client: Client) -> bool:
    page = _draft()
    client.post(_at(page, "lock"))
    return ArticlePage.objects.get(pk=page.pk).locked


@deed("Delete a draft")
def delete_draft(client: Client) -> bool:
    page = _draft()
    client.post(_at(page, "delete"), FAREWELL)
    return not ArticlePage.objects.filter(pk=page.pk).exists()


@deed("Delete a published article")
def delete_published(client: Client) -> bool:
    page = _published()
    client.post(_at(page, "delete"), FAREWELL)
    return not ArticlePage.objects.filter(pk=page.pk).exists()


@deed("Make a translation")
def translate(client: Client) -> bool:
    page = _published()
    client.post(reverse("news_translate_page", args=[page.pk, "ru"]))
    return bool(page.get_translation_or_none(news_page("ru").locale))


@deed("Edit a translation")
def edit_translation(client: Client) -> bool:
    page = _published()
    copy = page.copy_for_translation(news_page("ru").locale)
    return _last_title(_edit(client, copy, "Переведено")) == "Переведено"


@deed("Add a venue")
def add_venue(client: Client) -> bool:
    client.post("/admin/snippets/news/venue/add/?locale=en", {"name": "New pavilion"})
    return Venue.objects.filter(name="New pavilion").exists()


@deed("Rename a venue")
def rename_venue(client: Client) -> bool:
    place = venue("Old pavilion")
    door = f"/admin/snippets/news/venue/edit/{place.pk}/"
    client.post(door, {"name": "Renamed pavilion", "slug": place.slug})
    return Venue.objects.filter(name="Renamed pavilion").exists()


@deed("Delete a venue")
def delete_venue(client: Client) -> bool:
    place = venue("Old pavilion")
    client.post(f"/admin/snippets/news/venue/delete/{place.pk}/")
    return not Venue.objects.filter(pk=place.pk).exists()


@deed("Add a person or a partner")
def add_contact(client: Client) -> bool:
    client.post("/admin/snippets/news/person/add/?locale=en", {"name": "Anna Orlova"})
    client.post("/admin/snippets/news/partner/add/?locale=en", {"name": "Orlov Works"})
    added = Person.objects.filter(name="Anna Orlova"), Partner.objects.filter(name="Orlov Works")
    return all(things.exists() for things in added)


@deed("Delete a person or a partner")
def delete_contact(client: Client) -> bool:
    locale = news_page().locale
    gone = []
    for model in (Person, Partner):
        thing = model.objects.create(name="Gone", locale=locale)
        client.post(f"/admin/snippets/news/{model._meta.model_name}/delete/{thing.pk}/")
        gone.append(not model.objects.filter(pk=thing.pk).exists())
    return all(gone)


@deed("Upload a picture")
def upload_picture(client: Client) -> bool:
    picture = ContentFile(get_test_image_file().file.getvalue(), name="hall.png")
    data = {"title": "Uploaded", "file": picture}
    client.post(reverse("wagtailimages:add"), data)
    return Picture.objects.filter(title="Uploaded").exists()


@deed("Upload a document")
def upload_document(client: Client) -> bool:
    data = {"title": "Uploaded", "file": ContentFile(b"Terms", name="terms.txt")}
    client.post(reverse("wagtaildocs:add"), data)
    return File.objects.filter(title="Uploaded").exists()


@deed("See the lists of articles and programmes")
def see_lists(client: Client) -> bool:
    pages = [client.get(f"/admin/news/{name}/") for name in ("articles", "programmes")]
    return all(page.status_code == 200 and "/en/" in page.content.decode() for page in pages)


@deed("Export the list of articles")
def export(client: Client) -> bool:
    response = client.get("/admin/news/articles/?export=csv")
    return response.status_code == 200 and response.getvalue().count(b"\n") > 20


@deed("See Wagtail's reports on pages")
def see_reports(client: Client) -> bool:
    return client.get(reverse("wagtailadmin_reports:page_types_usage")).status_code == 200


def _logged(**question: str) -> Deed:
    def ask(client: Client) -> bool:
        user = person("signed-in-yesterday", "Editors")
        log(user, "accounts.login", data={"address": "192.0.2.1", "means": "password"})
        response = client.get("/admin/reports/site-history/", question)
        return response.status_code == 200 and b"signed-in-yesterday" in response.getvalue()

    return ask


DEEDS["See in the history who signed in and whose role changed"] = _logged()
DEEDS["Export that history"] = _logged(export="csv")


@deed("Add a user")
def add_user(client: Client) -> bool:
    password = {f"password{number}": "correct-horse-battery-7" for number in (1, 2)}
    name = {"username": "newcomer", "first_name": "New", "last_name": "Comer"}
    mail = {"email": "new@institute.example"}
    client.post(reverse("wagtailusers_users:add"), {**name, **mail, **password})
    return User.objects.filter(username="newcomer").exists()


@deed("Give somebody a role")
def give_role(client: Client) -> bool:
    user = person("promoted", "Editors")
    moderators = Group.objects.get(name="Moderators")
    data = {"first_name": "Ada", "last_name": "Lo", "email": user.email, "is_active": "on"}
    door = reverse("wagtailusers_users:edit", args=[user.pk])
    client.post(door, {"username": user.username, "groups": [moderators.pk], **data})
    return moderators in user.groups.all()


@deed("Remove somebody's lost second factor")
def reset_second_factor(client: Client) -> bool:
    user = person("unlucky", "Editors")
    user.authenticator_set.create(type="totp", data={"secret": "ABC"})
    client.post(reverse("reset_second_factor", args=[user.pk]))
    return not user.authenticator_set.exists()


@deed("Delete a group of users")
def delete_group(client: Client) -> bool:
    group = Group.objects.create(name="Photographers")
    client.post(reverse("wagtailusers_groups:delete", args=[group.pk]))
    return not Group.objects.filter(pk=group.pk).exists()


@deed("Add a redirect")
def add_redirect(client: Client) -> bool:
    data = {"old_path": "/before/", "redirect_link": "https://www.institute.example/after/"}
    client.post(reverse("wagtailredirects:add"), data)
    return Redirect.objects.filter(old_path="/before").exists()


@deed("Switch off a workflow")
def disable_workflow(client: Client) -> bool:
    workflow = Workflow.objects.create(name="Of old")
    client.post(reverse("wagtailadmin_workflows:disable", args=[workflow.pk]))
    return not Workflow.objects.get(pk=workflow.pk).active


@deed("Change the site's settings")
def change_settings(client: Client) -> bool:
    settings = SiteSettings.objects.get(locale__language_code="en")
    data = {"name": "Renamed", "social_links-TOTAL_FORMS": 0, "social_links-INITIAL_FORMS": 0}
    client.post(f"/admin/snippets/institute_site/sitesettings/edit/{settings.pk}/", data)
    return SiteSettings.objects.get(pk=settings.pk).name == "Renamed"


@deed("Make a press link to what is not published")
def make_press_link(client: Client) -> bool:
    page = _draft()
    data = {"made_for": "The Harbour Gazette", "expires_at": EXPIRES}
    client.post(reverse("news_press_links", args=[page.pk]), data)
    return PressLink.objects.filter(article=page).exists()


@deed("See the calendar, the reports, what is planned, missing, broken and translated")
def see_desk(client: Client) -> bool:
    pages = [
        client.get(f"/admin/news/{name}/", follow=True)
        for name in ("calendar", "planned", "translations", "missing", "reports", "broken-links")
    ]
    return all(page.status_code == 200 and page.request["PATH_INFO"] != "/admin/" for page in pages)


@deed("Look up what readers saw")
def see_past(client: Client) -> bool:
    return client.get(reverse("news_seen", args=[_published().pk])).status_code == 200


@deed("Save a view of the list")
def save_view(client: Client) -> bool:
    client.post("/admin/news/views/new/", {"name": "Ours", "query": "kind=news"})
    return SavedView.objects.filter(name="Ours").exists()


@deed("Move a draft to another day in the calendar")
def move_draft(client: Client) -> bool:
    page = _draft()
    seen = page.latest_revision_id or ""
    client.post(f"/admin/news/calendar/move/{page.pk}/", {"day": "2026-12-24", "seen": seen})
    moved = page.revisions.order_by("-pk").first().as_object()
    return bool(moved.date == dt.date(2026, 12, 24))


@deed("Change the venue of many published articles")
def change_many(client: Client) -> bool:
    place = venue("Where all moved")
    pages = [_published(), _published()]
    ticked = "&".join(f"id={page.pk}" for page in pages)
    data = {"how": "add", "thing": place.slug}
    client.post(f"/admin/bulk/news/articlepage/change_venue/?{ticked}", data)
    return all(place in ArticlePage.objects.get(pk=page.pk).venues for page in pages)


@deed("Delete a translation's draft")
def delete_translation(client: Client) -> bool:
    copy = _published().copy_for_translation(news_page("ru").locale)
    client.post(_at(copy, "delete"), FAREWELL)
    return not ArticlePage.objects.filter(pk=copy.pk).exists()


@deed("Edit a programme that is an original")
def edit_programme(client: Client) -> bool:
    programme = ProgrammePage.objects.filter(locale__language_code="en").first()
    return client.get(_at(programme, "edit")).status_code == 200
