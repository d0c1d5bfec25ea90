"""What may be uploaded: files that are what their names say, and do nothing in a reader's browser."""

import io
import zipfile

import docx
import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from news.admin.files import problem_of
from news.models import File, Picture

HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"
RTF = rb"{\rtf1\ansi A letter.}"

pytestmark = pytest.mark.django_db


def _archive(members: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(buffer := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _word() -> bytes:
    document = docx.Document()
    document.add_paragraph("A letter.")
    document.save(buffer := io.BytesIO())
    return buffer.getvalue()


GOOD = {
    "a.pdf": PDF,
    "a.docx": _word(),
    "a.xlsx": _archive({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}),
    "a.odt": _archive(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}
    ),
    "a.rtf": RTF,
    "a.csv": "город;число\nКазань;3\n".encode("cp1251"),
    "a.txt": "Слово\n".encode("utf-16"),
    "a.zip": _archive({"a.txt": b"a"}),
}
BAD = {
    "page.pdf": HTML,
    "program.docx": b"MZ\x90\x00" + b"\0" * 500,
    "archive.docx": _archive({"readme.txt": b"a"}),
    "macros.docx": _archive({"word/document.xml": b"<x/>", "word/vbaProject.bin": b"a"}),
    "program.csv": b"\x7fELF" + b"\0" * 100,
    "bomb.xlsx": _archive({"xl/workbook.xml": b"<x/>", "xl/a.xml": b"0" * 30_000_000}),
    "page.rtf": HTML,
    "picture.txt": b"\x89PNG\r\n\x1a\n" + b"\1" * 50,
    "empty.zip": b"",
}


@pytest.fixture
def editor(client: Client) -> Client:
    user = get_user_model().objects.create_superuser("uploader", password=None)
    client.force_login(user)
    return client


@pytest.mark.parametrize("name", GOOD)
def test_a_document_that_is_what_it_says_is_taken(name: str):
    assert problem_of(SimpleUploadedFile(name, GOOD[name])) == ""


@pytest.mark.parametrize("name", BAD)
def test_a_document_that_is_something_else_is_refused_with_a_reason(name: str):
    problem = problem_of(SimpleUploadedFile(name, BAD[name]))
    assert "." in problem
    assert len(problem) > 40


def test_the_form_and_the_dropping_of_many_files_both_look_inside(editor: Client):
    file = SimpleUploadedFile("page.pdf", HTML, "application/pdf")
    answer = editor.post("/admin/documents/add/", {"title": "A page", "file": file})
    assert "This is no PDF file" in answer.text
    file.seek(0)
    answer = editor.post("/admin/documents/multiple/add/", {"files[]": file, "title": "A page"})
    assert answer.json()["success"] is False
    assert not File.objects.filter(title="A page").exists()
    file = SimpleUploadedFile("right.pdf", PDF, "application/pdf")
    answer = editor.post("/admin/documents/multiple/add/", {"files[]": file, "title": "Right"})
    assert answer.json()["success"] is True


@pytest.mark.parametrize(("name", "content"), [("a.svg", SVG), ("a.png", SVG), ("a.jpg", HTML)])
def test_what_is_no_picture_is_refused(editor: Client, name: str, content: bytes):
    before = Picture.objects.count()
    file = SimpleUploadedFile(name, content, "image/png")
    answer = editor.post("/admin/images/add/", {"title": "A", "file": file})
    assert answer.status_code == 200
    assert Picture.objects.count() == before


def test_a_picture_of_too_many_pixels_is_refused(editor: Client):
    Image.new("1", (10_000, 5_001)).save(buffer := io.BytesIO(), "PNG")
    assert len(buffer.getvalue()) < 1_000_000
    file = SimpleUploadedFile("large.png", buffer.getvalue(), "image/png")
    before = Picture.objects.count()
    assert editor.post("/admin/images/add/", {"title": "A", "file": file}).status_code == 200
    assert Picture.objects.count() == before


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "page.xhtml"])
def test_a_page_that_came_another_way_is_never_given_out_as_one(client: Client, name: str):
    document = File.objects.create(title="A page", file=ContentFile(HTML, name))
    answer = client.get(document.url)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_pdf_is_shown_and_does_nothing(client: Client):
    document = File.objects.create(title="A report", file=ContentFile(PDF, "report.pdf"))
    answer = client.get(document.url)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
