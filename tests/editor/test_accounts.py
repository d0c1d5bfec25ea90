"""Signing in, the second factor, sessions, and what is logged of them."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import User
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import ModelLogEntry

from institute_site.accounts.roles import second_factor_roles
from tests.newsroom import person
from tests.second_factor import code_of

pytestmark = pytest.mark.django_db

PASSWORD = "correct-horse-battery-7"  # noqa: S105  of accounts made here only


@pytest.fixture(autouse=True)
def nobody_counted() -> None:
    caches["shared"].clear()


def writer(name: str, *groups: str) -> User:
    """Someone in these groups, with a password."""
    user = person(name, *groups)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/admin/login/", {"username": name, "password": password}, **more)


def entries(user: User) -> list[str]:
    """What the log says of an account, oldest first."""
    return [entry.message for entry in reversed(ModelLogEntry.objects.for_instance(user))]


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def test_a_name_and_a_password_open_the_admin() -> None:
    writer("daria", "Editors")
    client = Client()
    response = sign_in(client, "daria")
    assert response.status_code == 302
    assert response["Location"] == "/admin/"
    assert is_in(client)


def test_the_page_that_was_asked_for_comes_after_signing_in() -> None:
    writer("daria", "Editors")
    client = Client()
    response = client.get("/admin/news/articles/")
    assert response["Location"] == "/admin/login/?next=/admin/news/articles/"
    credentials = {"username": "daria", "password": PASSWORD}
    response = client.post("/admin/login/", {**credentials, "next": "/admin/news/articles/"})
    assert response["Location"] == "/admin/news/articles/"
    response = Client().post("/admin/login/", {**credentials, "next": "https://evil.example/"})
    assert response["Location"] == "/admin/"


def test_a_session_ends_with_the_browser_unless_asked_to_remember() -> None:
    writer("daria", "Editors")
    client = Client()
    sign_in(client, "daria")
    cookie = client.cookies["sessionid"]
    assert not cookie["max-age"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    client = Client()
    client.post("/admin/login/", {"username": "daria", "password": PASSWORD, "remember": "on"})
    assert client.cookies["sessionid"]["max-age"] == 60 * 60 * 24 * 7


def test_the_other_door_of_wagtail_leads_to_the_same_sign_in_page() -> None:
    response = Client().get("/_util/login/?next=/documents/1/plan.pdf")
    assert response["Location"] == "/admin/login/?next=/documents/1/plan.pdf"


def wrong(client: Client, name: str, times: int, **more: Any) -> str:
    """Try wrong passwords; the last answer."""
    for _attempt in range(times):
        response = sign_in(client, name, "wrong", **more)
    assert response.status_code == 200
    return str(response.content.decode())


TOO_MANY = r"Too many attempts to sign in\. Try again in (\d+) minutes?\."


@pytest.mark.parametrize("name", ["daria", "nobody-of-this-name"])
def test_the_sixth_failure_of_an_account_is_told_when_to_try_again(name: str) -> None:
    writer("daria", "Editors")
    said = wrong(Client(), name, 5)
    assert "match" in said
    assert not re.search(TOO_MANY, said)
    found = re.search(TOO_MANY, wrong(Client(), name.upper(), 1, headers={"host": "localhost:81"}))
    assert found
    assert int(found[1]) == 5
    assert re.search(TOO_MANY, sign_in(Client(), name).content.decode()), "the right one too"


def test_one_account_s_failures_do_not_stop_another() -> None:
    writer("daria", "Editors")
    wrong(Client(), "oleg", 6)
    assert sign_in(Client(), "daria").status_code == 302


def test_one_address_may_not_try_account_after_account() -> None:
    writer("daria", "Editors")
    for number in range(20):
        sign_in(Client(), f"guess-{number}", "wrong")
    assert re.search(TOO_MANY, sign_in(Client(), "daria").content.decode())
    assert sign_in(Client(REMOTE_ADDR="192.0.2.7"), "daria").status_code == 302


def test_a_forged_address_is_believed_of_a_proxy_only(settings: Any) -> None:
    writer("daria", "Editors")

    def addresses(forwarded: str) -> str:
        sign_in(Client(), "daria", headers={"x-forwarded-for": forwarded})
        return str(ModelLogEntry.objects.filter(action="accounts.login")[0].data["address"])

    assert addresses("203.0.113.9") == "127.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert addresses("203.0.113.9, 198.51.100.4") == "198.51.100.4"


def test_failures_are_counted_in_the_database_and_pages_are_cached_in_memory(
    django_assert_num_queries: Any,
) -> None:
    with django_assert_num_queries(0):
        caches["default"].set("wagtail_site_root_paths", [])
        caches["default"].get("wagtail_site_root_paths")
        caches["default"].delete("wagtail_site_root_paths")
    caches["default"].add("allauth:rl:x", [1.0], 60)
    assert caches["shared"].get("allauth:rl:x") == [1.0]


@pytest.fixture
def daria() -> User:
    return writer("daria", "Editors")


@pytest.fixture
def client_of_daria(daria: User) -> Client:
    client = Client()
    sign_in(client, "daria")
    return client


def confirm(client: Client, **answer: str) -> None:
    """Say again who it is, as is asked before a change of the second factor."""
    client.post("/admin/account/confirm/", answer or {"password": PASSWORD})


def set_up_app(client: Client) -> str:
    """Set up an authenticator app; its secret."""
    confirm(client)
    page = client.get("/admin/account/second-factor/totp/activate/")
    secret = str(page.context["form"].secret)
    assert secret in page.content.decode()
    assert "data:image/svg+xml;base64," in page.content.decode()
    response = client.post("/admin/account/second-factor/totp/activate/", {"code": code_of(secret)})
    assert response["Location"] == "/admin/account/second-factor/recovery-codes/"
    return secret


def test_the_password_is_asked_again_before_the_second_factor_changes(
    client_of_daria: Client,
) -> None:
    response = client_of_daria.get("/admin/account/second-factor/totp/activate/")
    assert response["Location"].startswith("/admin/account/confirm/")
    page = client_of_daria.get(response["Location"]).content.decode()
    assert 'type="password"' in page


def test_a_code_is_asked_after_the_password_once_an_app_is_set_up(
    django_capture_on_commit_callbacks: Any,
) -> None:
    writer("sofia", "Editors")
    client = Client()
    sign_in(client, "sofia")
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up_app(client)
    codes = client.get("/admin/account/second-factor/recovery-codes/").content.decode()
    recovery = re.findall(r"\b\d{8}\b", codes)
    assert len(recovery) == 10

    again = Client()
    response = sign_in(again, "sofia")
    assert response["Location"] == "/admin/account/second-factor/authenticate/"
    assert not is_in(again)
    page = again.get(response["Location"]).content.decode()
    assert 'autocomplete="one-time-code"' in page
    response = again.post(response["Location"], {"code": "000000"})
    assert response.status_code == 200
    assert not is_in(again)
    response = again.post("/admin/account/second-factor/authenticate/", {"code": code_of(secret)})
    assert response["Location"] == "/admin/"
    assert is_in(again)

    used = Client()
    sign_in(used, "sofia")
    same = {"code": code_of(secret)}
    used.post("/admin/account/second-factor/authenticate/", same)
    assert not is_in(used), "a code opens once"
    used.post("/admin/account/second-factor/authenticate/", {"code": recovery[0]})
    assert is_in(used)
    user = User.objects.get(username="sofia")
    said = entries(user)
    assert "Set up: TOTP Authenticator" in said
    assert "Signed in from 127.0.0.1 by password and second factor" in said
    assert "Failed to sign in from 127.0.0.1 by second factor" in said
    kept = str(list(ModelLogEntry.objects.values_list("data", "label")))
    assert secret not in kept
    assert recovery[0] not in kept
    assert PASSWORD not in kept


def test_wrong_codes_are_counted_too(daria: User) -> None:
    TOTP.activate(daria, generate_totp_secret())
    client = Client()
    sign_in(client, "daria")
    for _attempt in range(6):
        response = client.post("/admin/account/second-factor/authenticate/", {"code": "000000"})
    assert "Too many attempts to sign in" in response.content.decode()


@pytest.mark.parametrize(
    ("group", "bound"), [("Moderators", True), ("Administrators", True), ("Editors", False)]
)
def test_a_role_may_have_to_set_up_a_second_factor_before_anything_else(
    settings: Any, group: str, bound: bool
) -> None:
    settings.SECOND_FACTOR_ROLES = ["Administrators", "Moderators"]
    user = writer("vera", group)
    client = Client()
    sign_in(client, "vera")
    response = client.get("/admin/news/articles/")
    if not bound:
        assert response.status_code == 200
        return
    assert response["Location"] == "/admin/account/second-factor/"
    page = client.get(response["Location"])
    assert "your role needs one" in page.content.decode()
    assert client.post("/admin/snippets/news/venue/add/", {"name": "X"}).status_code == 302
    confirm(client)
    assert client.get("/admin/account/second-factor/totp/activate/").status_code == 200
    TOTP.activate(user, generate_totp_secret())
    assert client.get("/admin/news/articles/").status_code == 200


def test_an_administrator_removes_a_second_factor_that_was_lost(daria: User) -> None:
    TOTP.activate(daria, generate_totp_secret())
    administrator = Client()
    writer("anna", "Administrators")
    sign_in(administrator, "anna")
    assert "reset-second-factor" in administrator.get("/admin/users/").content.decode()
    address = f"/admin/users/{daria.pk}/reset-second-factor/"
    assert "daria" in administrator.get(address).content.decode()
    assert administrator.post(address).status_code == 302
    assert not Authenticator.objects.filter(user=daria).exists()
    assert sign_in(Client(), "daria")["Location"] == "/admin/"
    assert "Second factor removed because it was lost; signed out everywhere" in entries(daria)


def test_nobody_else_removes_somebody_s_second_factor(daria: User, client_of_daria: Client) -> None:
    oleg = writer("oleg", "Moderators")
    TOTP.activate(oleg, generate_totp_secret())
    client_of_daria.post(f"/admin/users/{oleg.pk}/reset-second-factor/")
    assert Authenticator.objects.filter(user=oleg).exists()


def test_sessions_are_listed_and_the_others_ended(client_of_daria: Client, daria: User) -> None:
    other = Client(headers={"user-agent": "Firefox of the office"})
    sign_in(other, "daria")
    page = client_of_daria.get("/admin/account/sessions/").content.decode()
    assert "Firefox of the office" in page
    assert client_of_daria.post("/admin/account/sessions/").status_code == 302
    assert is_in(client_of_daria)
    assert not is_in(other)
    assert "Other sessions ended: 1" in entries(daria)


def account_form(client: Client) -> dict[str, Any]:
    """What a browser sends when nothing was changed."""
    forms = client.get("/admin/account/").context["panels_by_tab"]
    data: dict[str, Any] = {"name_email-first_name": "Daria", "name_email-last_name": "Orlova"}
    for panels in forms.values():
        for panel in panels:
            form = panel.get_form()
            for field in form:
                value = field.value()
                if value not in {None, False, ""}:
                    data[field.html_name] = value
    return data


def test_a_session_stays_in_the_list_after_a_change_of_the_account(
    client_of_daria: Client, daria: User
) -> None:
    other = Client(headers={"user-agent": "Firefox of the office"})
    sign_in(other, "daria")
    data = {**account_form(other), "locale-preferred_language": "ru"}
    assert other.post("/admin/account/", data).status_code == 302
    client_of_daria.post("/admin/account/sessions/")
    assert not is_in(other)


def test_a_new_password_ends_the_other_sessions(client_of_daria: Client, daria: User) -> None:
    other = Client()
    sign_in(other, "daria")
    new = "another-horse-battery-8"
    data = {
        **account_form(client_of_daria),
        "password-old_password": PASSWORD,
        "password-new_password1": new,
        "password-new_password2": new,
    }
    assert client_of_daria.post("/admin/account/", data).status_code == 302
    assert is_in(client_of_daria)
    assert not is_in(other)
    assert "Password changed" in entries(daria)


def test_making_someone_inactive_signs_them_out_at_once(
    client_of_daria: Client, daria: User
) -> None:
    assert is_in(client_of_daria)
    daria.is_active = False
    daria.save()
    assert not is_in(client_of_daria)
    assert sign_in(Client(), "daria").status_code == 200
    assert "Account made inactive: signed out everywhere" in entries(daria)


def test_the_admin_and_the_pages_of_accounts_speak_the_user_s_language(
    client_of_daria: Client,
) -> None:
    data = {**account_form(client_of_daria), "locale-preferred_language": "ru"}
    client_of_daria.post("/admin/account/", data)
    for address in ("/admin/", "/admin/account/sessions/", "/admin/account/second-factor/"):
        page = client_of_daria.get(address).content.decode()
        assert 'lang="ru"' in page
    assert "Двухфакторная" in page


def test_what_happens_to_accounts_is_logged(daria: User, client_of_daria: Client) -> None:
    wrong(Client(), "daria", 1)
    client_of_daria.get("/admin/news/articles/?export=xlsx")
    client_of_daria.post("/admin/logout/")
    daria.groups.clear()
    assert entries(daria) == [
        "Role given: Editors",
        "Password changed",
        "Signed in from 127.0.0.1 by password",
        "Failed to sign in from 127.0.0.1 by password",
        "Exported xlsx: /admin/news/articles/?export=xlsx",
        "Signed out",
        "Role withdrawn: Editors",
    ]


def test_the_log_outlives_the_account_and_is_exported_by_administrators(daria: User) -> None:
    anna = writer("anna", "Administrators")
    number = daria.pk
    sign_in(Client(), "daria")
    daria.delete()
    client = Client()
    sign_in(client, "anna")
    page = client.get("/admin/reports/site-history/").content.decode()
    assert "Signed in from 127.0.0.1 by password" in page
    for kind in ("csv", "xlsx"):
        response = client.get("/admin/reports/site-history/", {"export": kind})
        assert response.headers["Content-Disposition"].startswith("attachment")
    client.post("/admin/snippets/news/venue/add/?locale=en", {"name": "=1+1"})
    lines = client.get("/admin/reports/site-history/?export=csv").getvalue().decode()
    assert f"{number},daria,User,Sign in" in lines
    assert "Signed in from 127.0.0.1 by password" in lines
    assert ",'=1+1," in lines
    assert any(line.startswith("Exported csv") for line in entries(anna))


def test_a_moderator_s_history_says_nothing_of_accounts(daria: User) -> None:
    writer("oleg", "Moderators")
    client = Client()
    sign_in(client, "oleg")
    page = client.get("/admin/reports/site-history/").content.decode()
    assert "Signed in" not in page


def test_nobody_signs_up_or_resets_a_password_through_a_side_door() -> None:
    for address in ("signup/", "password/reset/", "login/", "email/"):
        response = Client().get(f"/admin/account/{address}", follow=True)
        assert response.status_code in {302, 404} or "login" in response.redirect_chain[-1][0]


@pytest.mark.parametrize(
    "address", ["/en/", "/en/news/", "/ru/news/?name=форум", "/en/programmes/"]
)
def test_a_public_page_asks_for_no_session_and_no_shared_cache(
    address: str, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(40) as asked:
        response = Client().get(address)
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    statements = " ".join(query["sql"] for query in asked.captured_queries)
    for table in ("institute_site_cache", "django_session", "mfa_", "usersessions_"):
        assert table not in statements


def test_the_command_removes_a_lost_second_factor(daria: User, capsys: Any) -> None:
    TOTP.activate(daria, generate_totp_secret())
    client = Client()
    sign_in(client, "daria")
    call_command("reset_second_factor", "daria")
    assert "signed out everywhere" in capsys.readouterr().out
    assert not Authenticator.objects.filter(user=daria).exists()
    with pytest.raises(CommandError, match="There is no user “nobody”"):
        call_command("reset_second_factor", "nobody")


@pytest.mark.parametrize(
    ("named", "production", "roles"),
    [
        ([], False, []),
        ([], True, ["Administrators", "Moderators"]),
        (["none"], True, []),
        (["Staff"], False, ["Staff"]),
    ],
)
def test_the_roles_that_need_a_second_factor(
    named: list[str], production: bool, roles: list[str]
) -> None:
    assert second_factor_roles(named, production=production) == roles


def test_a_misspelt_role_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="“Editor”: choose among Editors"):
        second_factor_roles(["Editor"], production=True)
