"""Who may do what: an editor writes, a moderator publishes, everybody else stays outside."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PagePermissionTester, WorkflowState
from wagtail.permissions import policy_registry

from institute_site.models import SiteSettings
from news.models import ArticlePage, File, Picture
from tests.newsroom import add_article, article, article_form, person, signed_in, venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    return signed_in("daria", "Editors")


@pytest.fixture
def moderator() -> Client:
    return signed_in("oleg", "Moderators")


def public(name: str) -> int:
    return Client().get(f"/en/news/{name}/").status_code


def test_an_editor_writes_and_a_moderator_publishes(editor: Client, moderator: Client) -> None:
    assert add_article(editor, article_form("A new call opens", action="submit")).status_code == 302
    page = ArticlePage.objects.get(title="A new call opens")
    assert not page.live
    assert public(page.slug) == 404
    state = page.current_workflow_state
    assert state.status == WorkflowState.STATUS_IN_PROGRESS
    assert state.workflow.name == "Moderators approval"
    tasks = moderator.get("/admin/").content.decode()
    assert "A new call opens" in tasks

    address = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[page.pk, "approve", state.current_task_state.pk],
    )
    assert editor.post(address, {"comment": ""}).status_code in {302, 403}
    page.refresh_from_db()
    assert not page.live
    assert moderator.post(address, {"comment": "Good."}).status_code == 302
    page.refresh_from_db()
    assert page.live
    page = ArticlePage.objects.get(pk=page.pk)
    assert public(page.slug) == 200
    assert page.lead == "In short."
    assert page.date == dt.date(2026, 11, 20)


def test_an_editor_cannot_publish(editor: Client) -> None:
    add_article(editor, article_form("Too early", action="publish"))
    page = ArticlePage.objects.get(title="Too early")
    assert not page.live
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    editor.post(edit, article_form("Too early", slug=page.slug, action="publish"))
    page.refresh_from_db()
    assert not page.live


def test_an_editor_cannot_take_a_published_article_away(editor: Client) -> None:
    page = article("Read by all", dt.date(2026, 1, 2))
    for name in ("wagtailadmin_pages:unpublish", "wagtailadmin_pages:delete"):
        editor.post(reverse(name, args=[page.pk]))
    assert ArticlePage.objects.get(pk=page.pk).live


def test_an_editor_deletes_a_draft(editor: Client) -> None:
    page = article("Never mind", dt.date(2026, 1, 2), live=False)
    assert editor.post(reverse("wagtailadmin_pages:delete", args=[page.pk])).status_code == 302
    assert not ArticlePage.objects.filter(pk=page.pk).exists()


def test_what_may_be_deleted_is_what_wagtail_says() -> None:
    """Our shortcut for pages without children answers as Wagtail's own rules do."""
    live = article("Live", dt.date(2026, 1, 2))
    draft = article("Draft", dt.date(2026, 1, 2), live=False)
    author = person("inga", "Editors")
    mine = article("Mine", dt.date(2026, 1, 2), live=False, owner=author)
    only_add = Group.objects.create(name="Authors")
    only_add.page_permissions.create(
        page=Page.get_first_root_node(),
        permission=Group.objects.get(name="Editors")
        .page_permissions.get(permission__codename="add_page")
        .permission,
    )
    author_only = person("igor", "Authors")
    own = article("Own", dt.date(2026, 1, 2), live=False, owner=author_only)
    for user in (author, author_only, person("oleg", "Moderators"), person("nobody")):
        for page in (live, draft, mine, own):
            expected = PagePermissionTester(user, page).can_delete()
            assert page.permissions_for_user(user).can_delete() == expected, (user, page)


def test_only_moderators_delete_venues(editor: Client, moderator: Client) -> None:
    place = venue("Old pavilion", city="Tver")
    address = f"/admin/snippets/news/venue/delete/{place.pk}/"
    editor.post(address)
    place.refresh_from_db()
    assert moderator.post(address).status_code == 302
    assert not type(place).objects.filter(pk=place.pk).exists()


def test_a_venue_in_use_is_not_deleted(moderator: Client) -> None:
    place = venue("Busy hall")
    article("It happened here", dt.date(2026, 1, 2), place)
    response = moderator.post(f"/admin/snippets/news/venue/delete/{place.pk}/", follow=True)
    assert response.status_code == 200
    place.refresh_from_db()


@pytest.mark.parametrize("model", ["venue", "topic", "partner", "person"])
def test_an_editor_adds_and_changes_what_describes(editor: Client, model: str) -> None:
    address = f"/admin/snippets/news/{model}/"
    assert editor.post(f"{address}add/?locale=ru", {"name": "Ромашка"}).status_code == 302
    page = editor.get(address, {"q": "ромаш"}).content.decode()
    assert "Ромашка" in page


def test_settings_are_the_moderators(editor: Client, moderator: Client) -> None:
    settings = SiteSettings.objects.get(locale__language_code="en")
    address = f"/admin/snippets/institute_site/sitesettings/edit/{settings.pk}/"
    data = {"name": "Renamed", "social_links-TOTAL_FORMS": 0, "social_links-INITIAL_FORMS": 0}
    editor.post(address, data)
    settings.refresh_from_db()
    assert settings.name != "Renamed"
    assert moderator.post(address, data).status_code == 302
    settings.refresh_from_db()
    assert settings.name == "Renamed"
    assert "snippets/institute_site/sitesettings/" in moderator.get("/admin/").content.decode()
    assert "snippets/institute_site/sitesettings/" not in editor.get("/admin/").content.decode()
    assert moderator.get("/admin/snippets/institute_site/sitesettings/add/").status_code == 302


@pytest.mark.parametrize("group", ["Editors", "Moderators"])
@pytest.mark.parametrize("model", [Picture, File])
def test_both_groups_work_with_pictures_and_documents(group: str, model: Any) -> None:
    policy, user = policy_registry.get_by_type(model), person("vera", group)
    for action in ("add", "change", "choose"):
        assert policy.user_has_permission(user, action), action


def test_both_groups_translate(editor: Client, moderator: Client) -> None:
    page = article("To be translated", dt.date(2026, 1, 2))
    for client in (editor, moderator):
        address = reverse("simple_translation:submit_page_translation", args=[page.pk])
        assert client.get(address).status_code == 200


def test_strangers_stay_outside() -> None:
    for client in (Client(), signed_in("stranger")):
        for address in ("/admin/", "/admin/news/articles/", "/admin/snippets/news/venue/"):
            response = client.get(address)
            assert response.status_code == 302
            assert "login" in response["Location"]


def test_one_who_has_pictures_only_sees_no_list_of_articles() -> None:
    group = Group.objects.create(name="Photographers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    client = signed_in("anton", "Photographers")
    assert "/admin/news/articles/" not in client.get("/admin/").content.decode()
    assert client.get("/admin/news/articles/").status_code == 302
