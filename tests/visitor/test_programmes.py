"""An applicant learns from a programme's page whether it is for them, how to apply and until when."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone

from news.models import ProgrammePage
from tests.conftest import Answer

Visit = Callable[..., Answer]
TODAY = dt.date(2026, 11, 28)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Make it a moment by the newsroom's clock."""

    def set_to(moment: str) -> None:
        at = timezone.make_aware(dt.datetime.fromisoformat(moment))
        monkeypatch.setattr(timezone, "now", lambda: at.astimezone(dt.UTC))

    yield set_to


@pytest.fixture
def programme(db: None) -> ProgrammePage:
    return ProgrammePage.objects.get(slug="seed-funds", locale__language_code="en")


def change(programme: ProgrammePage, **values: Any) -> None:
    for name, value in values.items():
        setattr(programme, name, value)
    programme.save_revision().publish()


def test_an_applicant_finds_every_answer_in_the_order_of_the_questions(
    visit: Visit, programme: ProgrammePage, clock: Callable[[str], None]
):
    clock("2026-11-28T12:00")
    page = visit(programme.url)
    assert "Applications until 31 January 2027, 18:00, Moscow time (UTC+3)" in page.text
    assert "64 days left" in page.text
    button = page.soup.select_one("main .button")
    assert (button.get_text(strip=True), button["href"]) == ("Apply now", programme.apply_url)
    headings = [heading.get_text(strip=True) for heading in page.soup.select("main h2")]
    order = [
        "Is it for me?", "How to apply", "What has been achieved", "Partners", "Whom to ask",
        "Documents", "News of the programme",
    ]  # fmt: skip
    assert [heading for heading in headings if heading in order] == order


@pytest.mark.parametrize(
    ("moment", "said", "open"),
    [
        ("2027-01-30T23:59", "1 day left", True),
        ("2027-01-31T17:59", "today is the last day", True),
        ("2027-01-31T18:01", "Applications were taken until 31 January 2027, 18:00", False),
        ("2026-10-14T12:00", "Applications from 15 October 2026", False),
    ],
)
def test_the_button_is_there_as_long_as_one_can_apply(
    visit: Visit,
    programme: ProgrammePage,
    clock: Callable[[str], None],
    moment: str,
    said: str,
    open: bool,
):
    clock(moment)
    page = visit(programme.url)
    assert said in page.text
    assert bool(page.soup.select("main .call .button")) is open


def test_without_a_time_the_whole_last_day_counts(
    visit: Visit, programme: ProgrammePage, clock: Callable[[str], None]
):
    change(programme, deadline_time=None)
    clock("2027-01-31T23:58")
    assert "today is the last day" in visit(programme.url).text
    clock("2027-02-01T00:01")
    assert "Applications were taken until 31 January 2027" in visit(programme.url).text


def test_a_completed_programme_does_not_ask_for_applications(
    visit: Visit, programme: ProgrammePage
):
    change(programme, status="completed", last_year=2026)
    page = visit(programme.url)
    assert "Completed" in page.text and "2024–2026" in page.text
    assert not page.soup.select("main .call")
    assert "How to apply" not in page.text
    assert "What has been achieved" in page.text


@pytest.mark.parametrize("address", ["/en/", "/en/programmes/"])
def test_the_soonest_deadline_stands_first(
    visit: Visit, db: None, clock: Callable[[str], None], address: str
):
    clock("2026-11-28T12:00")
    page = visit(address)
    names = [name.get_text(strip=True) for name in page.soup.select("main .programme-name")]
    assert names[:2] == ["Skills", "Seed funds"]
    assert "17 days left" in page.text


def test_what_is_empty_is_not_shown(visit: Visit, programme: ProgrammePage):
    change(
        programme, for_whom="", how_to_apply="", achieved="", apply_url="", figures=[],
        partner_links=[], contact_links=[], document_links=[],
    )  # fmt: skip
    page = visit(programme.url)
    headings = {heading.get_text(strip=True) for heading in page.soup.select("main h2")}
    assert not headings & {"Is it for me?", "How to apply", "Partners", "Whom to ask", "Documents"}
    assert not page.soup.select("main .call .button")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"opens": dt.date(2027, 2, 1), "deadline": dt.date(2027, 1, 31)}, "deadline"),
        ({"deadline": None, "deadline_time": dt.time(18)}, "deadline_time"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(
    programme: ProgrammePage, values: dict[str, Any], field: str
):
    from django.core.exceptions import ValidationError

    for name, value in values.items():
        setattr(programme, name, value)
    with pytest.raises(ValidationError) as refused:
        programme.full_clean()
    assert list(refused.value.message_dict) == [field]


def test_how_to_apply_is_found_by_its_words(visit: Visit, programme: ProgrammePage):
    assert programme.title in visit("/en/search/", q="draft investment policy").text
