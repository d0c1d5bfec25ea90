"""What cannot be understood is answered, never a 500 and never ignored in silence."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.conftest import Answer

Visit = Callable[..., Answer]
FILES = ("feed.atom", "articles.csv", "articles.json", "events.ics")

NOT_UNDERSTOOD = [
    ("from", {"from": "31.02.2019"}, "28 days"),
    ("from", {"from": "soon"}, "is not a date we understand"),
    ("from", {"from": "01/03/2026"}, "could be 1 March 2026 or 3 January 2026"),
    ("from", {"from": "0000"}, "between 1900 and 2100"),
    ("to", {"to": "99999"}, "is not a date we understand"),
    ("to", {"from": "2020", "to": "2019"}, "before its beginning"),
    ("venue", {"venue": "atlantis"}, "no venue “atlantis”"),
    ("programme", {"programme": "x"}, "no programme “x”"),
    ("topic", {"topic": "x"}, "no topic “x”"),
    ("kind", {"kind": "gossip"}, "no kind “gossip”"),
    ("name", {"name": "x" * 10_000}, "at most 200"),
    ("name", {"name": "!?"}, "letter or digit"),
    ("name", {"name": "a\0b"}, "Null characters"),
    ("venue", {"venue": "a\0b"}, "no venue"),
    ("from", {"from": "\0"}, "Null characters"),
    ("from", {"from": "1" * 5000}, "too long for a date"),
]


@pytest.mark.parametrize(("name", "question", "reason"), NOT_UNDERSTOOD)
def test_the_page_says_what_is_wrong_at_the_field_and_above(
    visit: Visit, name: str, question: dict, reason: str
):
    answer = visit("/en/news/", **question)
    assert answer.status == 200
    assert answer.total is None
    assert not answer.names
    assert reason in answer.text
    summary = answer.soup.select_one("[role=alert]")
    assert summary is not None
    link = summary.select_one("a[href^='#']")
    assert answer.soup.find(id=str(link["href"])[1:]) is not None


@pytest.mark.parametrize("name", ["name", "from", "to"])
def test_what_was_typed_stays_in_the_form_with_its_message(visit: Visit, name: str):
    typed = {"name": "!!", "from": "31.02.2019", "to": "whenever"}
    answer = visit("/en/news/", **typed)
    assert answer.field(name)["value"] == typed[name]
    assert answer.field(name)["aria-invalid"] == "true"
    assert answer.error(name)


@pytest.mark.parametrize(("name", "question", "reason"), NOT_UNDERSTOOD)
@pytest.mark.parametrize("file", FILES)
def test_the_files_answer_400_with_the_same_message(
    client: Client, db: None, file: str, name: str, question: dict, reason: str
):
    response = client.get(f"/en/news/{file}", question)
    assert response.status_code == 400
    text = (
        response.json()["errors"][name][0] if file.endswith("json") else response.content.decode()
    )
    assert reason in text
    assert name in response.content.decode()


HOSTILE = [
    "name=%00", "name=%ED%A0%80", "name=%FF%FE", "name=%25", "name=%27%22%3B--", "name=%26%7C%21%28%29%3A%2A",
    "name=a%3A*%20%26%20%21b", "name=%3C%3E", "name=" + "a%20" * 60, "name=" + "x" * 10_000, "name=%0B%1F",
    "name=\\", "name='", "name=%E2%80%8B", "from=0001-01-01", "from=99999-01-01", "from=-1", "to=2019-99-99",
    "venue=" + "&venue=".join(f"v{n}" for n in range(3000)), "venue=%00", "venue=moscow%27", "kind=",
    "order=x", "order=match", "order=", "name=&from=&to=&venue=", "a[]=1&b.c=2", "%00=1",
    "from=2019&from=soon", "from=2019&from=", "to=2019&to=%20",
    "name=rukami&name=", "from=bad&page=2", "venue=moscow&venue=", "programme=../../etc",
    "page=", "utm_source=x",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: query[:30])
@pytest.mark.parametrize("address", ["", *FILES])
def test_no_query_string_breaks_an_address(client: Client, db: None, address: str, query: str):
    response = client.get(f"/en/news/{address}?{query}")
    assert response.getvalue()
    assert response.status_code in ({200} if not address else {200, 400})


@pytest.mark.parametrize("page", ["abc", "0", "-1", "99999999999999999999", "1.5", "%00"])
def test_a_page_that_is_no_number_or_past_the_end_is_not_found(visit: Visit, page: str):
    assert visit(f"/en/news/?{urlencode({'page': page})}").status == 404


@pytest.mark.parametrize(
    "q", ["", "x" * 10_000, "\0", "word " * 1000, "%'\"&|!():*", "covid-19", "—", "a" * 200]
)
def test_the_site_wide_search_bears_anything(visit: Visit, q: str):
    assert visit("/en/search/", q=q).status == 200


def test_a_post_to_a_page_is_refused_plainly(db: None):
    client = Client(enforce_csrf_checks=True)
    for address in ("/en/", "/en/news/", "/en/news/articles.csv", "/en/search/", "/en/programmes/"):
        assert client.post(address, {"name": "x"}).status_code == 405


@pytest.mark.parametrize(
    "path",
    ["/en/nothing/", "/en/news/nothing/", "/xx/", "/en/%00/", "/en/news/%FF/", "/favicon.txt"],
)
def test_an_address_that_leads_nowhere_is_a_404_with_ways_out(visit: Visit, path: str):
    answer = visit(path)
    assert answer.status == 404
    assert answer.soup.select_one("a[href]") is not None
