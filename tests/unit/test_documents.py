"""The text of documents: what is read, and what no file can do to the editor who uploads it."""

import io
import logging
import struct
import zipfile
import zlib

import docx
import pypdf
import pytest
from django.core.files.base import ContentFile

from search import documents, extraction
from tests.documents import pdf


def encrypted(content: bytes) -> bytes:
    """The same PDF behind a password."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def word_file() -> bytes:
    """A Word file with a paragraph, a table and a paragraph."""
    document = docx.Document()
    document.add_paragraph("Before the table")
    document.add_table(1, 2).rows[0].cells[1].text = "In a cell"
    document.add_paragraph("После таблицы")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def zip_bomb(*, lying: bool = False) -> bytes:
    """A Word file that unpacks to a hundred times its size; a lying one does not tell."""
    file, size = io.BytesIO(), 0
    with (
        zipfile.ZipFile(io.BytesIO(word_file())) as whole,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in whole.namelist():
            content = whole.read(name)
            if name == "word/document.xml":
                content += b" " * extraction.MAX_UNPACKED
                size = len(content)
            archive.writestr(name, content)
    content = file.getvalue()
    return content.replace(struct.pack("<I", size), struct.pack("<I", 10)) if lying else content


def text_of(content: bytes, name: str) -> str:
    return documents.text_of(ContentFile(content), name)


def test_every_page_of_a_pdf_is_read():
    assert (
        text_of(pdf("Acoustic bearings", "Second page"), "A.PDF") == "Acoustic bearings Second page"
    )


def test_a_word_file_is_read_in_its_order_with_its_tables():
    assert text_of(word_file(), "a.docx") == "Before the table In a cell После таблицы"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_a_plain_text_is_read_in_the_encodings_of_offices(encoding: str):
    assert text_of("Итоги года\r\nпо-русски".encode(encoding), "a.txt") == "Итоги года по-русски"


def test_words_broken_at_the_end_of_a_line_and_ligatures_are_made_whole():
    assert text_of("organi-\nzers of ﬁve clubs\0".encode(), "a.txt") == "organizers of five clubs"


def test_other_sorts_of_files_have_no_text_and_are_no_reason_to_warn(caplog):
    assert text_of(b"PK", "a.xlsx") == ""
    assert not caplog.records


BROKEN = {
    "empty.pdf": b"",
    "damaged.pdf": pdf("Words")[:200],
    "no.pdf": b"This is no PDF at all.",
    "encrypted.pdf": encrypted(pdf("Words")),
    "bomb.pdf": pdf(stream=zlib.compress(b"BT (a) Tj ET " * 20_000_000)),
    "damaged.docx": word_file()[:2000],
    "no.docx": b"This is no Word file.",
    "bomb.docx": zip_bomb(),
    "lying.docx": zip_bomb(lying=True),
    "other.docx": b"PK\x05\x06" + bytes(18),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_read_has_no_text_and_leaves_a_warning(name: str, caplog):
    with caplog.at_level(logging.WARNING):
        assert text_of(BROKEN[name], name) == ""
    assert name in caplog.text


def test_a_file_that_is_missing_has_no_text(db: None, caplog, settings, tmp_path):
    from news.models import File

    settings.MEDIA_ROOT = tmp_path
    document = File(title="Lost", file="documents/lost.pdf")
    document.read_text()
    assert document.text == ""
    assert "lost.pdf" in caplog.text


def test_a_huge_file_is_not_even_opened(monkeypatch, caplog):
    monkeypatch.setattr(documents, "MAX_BYTES", 10)
    assert text_of(b"x" * 11, "a.txt") == ""
    assert "above 10 bytes" in caplog.text


def test_a_file_that_takes_too_long_is_given_up(monkeypatch, caplog):
    monkeypatch.setattr(documents, "MAX_SECONDS", 0.001)
    assert text_of(b"words", "a.txt") == ""
    assert "timed out" in caplog.text


def test_of_a_long_text_the_beginning_is_read():
    text = text_of(b"word " * 100_000, "a.txt")
    assert len(text) <= extraction.MAX_CHARACTERS
    assert text.startswith("word word")


def test_of_many_pages_the_first_are_read(monkeypatch):
    monkeypatch.setattr(extraction, "MAX_PAGES", 2)
    assert extraction.read(pdf("One", "Two", "Three"), ".pdf") == "One Two"


def test_the_file_can_be_stored_after_its_text_was_read():
    file = ContentFile(b"words of a text")
    documents.text_of(file, "a.txt")
    assert file.read() == b"words of a text"
