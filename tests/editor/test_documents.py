"""An editor puts documents on the site; visitors find them by what they say."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction

from news.models import File
from tests.conftest import Answer
from tests.documents import pdf
from tests.newsroom import signed_in

Visit = Callable[..., Answer]


@pytest.fixture
def editor(db: None) -> Client:
    """An editor, signed in."""
    return signed_in("editor", "Editors")


def send(editor: Client, address: str, title: str, words: str, **more: Any) -> Any:
    """Send the form of a document with a PDF that says these words."""
    file = SimpleUploadedFile("paper.pdf", pdf(words), content_type="application/pdf")
    data = {"title": title, "file": file, "collection": Collection.get_first_root_node().pk}
    return editor.post(address, {**data, "tags": "", **more})


def documents_text() -> str:
    """What `manage.py documents_text` says."""
    out = io.StringIO()
    call_command("documents_text", stdout=out, verbosity=0)
    return out.getvalue()


def names(answer: Answer) -> list[str]:
    return [link.get_text() for link in answer.soup.select("main .item-name a")]


def test_a_visitor_finds_a_document_by_a_word_inside_until_the_file_is_replaced(
    editor: Client, visit: Visit
):
    send(editor, reverse("wagtaildocs:add"), "Terms of use", "Wear galoshes in the laboratory")
    answer = visit("/en/search/", q="galoshes")
    assert names(answer) == ["Terms of use"]
    assert "Wear galoshes in" in answer.text
    assert f"PDF, {len(pdf('Wear galoshes in the laboratory'))} bytes" in answer.text
    document = File.objects.get(title="Terms of use")
    send(editor, reverse("wagtaildocs:edit", args=[document.pk]), "Terms of use", "Umbrellas only")
    assert names(visit("/en/search/", q="galoshes")) == []
    assert names(visit("/ru/search/", q="umbrella")) == ["Terms of use"]


def test_changing_the_title_keeps_the_text(editor: Client, visit: Visit):
    send(editor, reverse("wagtaildocs:add"), "Terms of use", "Galoshes")
    document = File.objects.get(title="Terms of use")
    form = {"title": "Rules", "collection": document.collection_id, "tags": ""}
    editor.post(reverse("wagtaildocs:edit", args=[document.pk]), form)
    assert names(visit("/en/search/", q="galoshes")) == ["Rules"]


def test_a_damaged_document_is_kept_and_found_by_its_title(editor: Client, visit: Visit):
    file = SimpleUploadedFile("paper.pdf", b"%PDF-1.4 damaged", content_type="application/pdf")
    send(editor, reverse("wagtaildocs:add"), "Damaged galoshes", "", file=file)
    assert names(visit("/en/search/", q="galoshes")) == ["Damaged galoshes"]


def test_documents_of_a_private_collection_never_appear(editor: Client, visit: Visit):
    send(editor, reverse("wagtaildocs:add"), "Terms of use", "Galoshes")
    closed = Collection.get_first_root_node().add_child(name="Closed")
    inner = closed.add_child(name="Within")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    for collection in (closed, inner):
        File.objects.filter(title="Terms of use").update(collection=collection)
        for question in ({"q": "galoshes"}, {"q": "terms of use", "type": "document"}):
            assert "Terms of use" not in names(visit("/en/search/", **question))


def test_documents_from_before_get_their_text(editor: Client, visit: Visit):
    send(editor, reverse("wagtaildocs:add"), "Terms of use", "Galoshes")
    File.objects.filter(title="Terms of use").update(text="")
    File.objects.get(title="Terms of use").save()
    assert names(visit("/en/search/", q="galoshes")) == []
    assert documents_text() == "1 document has its text now.\n"
    assert names(visit("/en/search/", q="galoshes")) == ["Terms of use"]
    assert documents_text() == "0 documents have their texts now.\n"
