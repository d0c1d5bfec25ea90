"""Documents that are uploaded: what a file is called must be what is in it."""

import zipfile
from typing import Any

import filetype
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

# Each is a ZIP archive that has this file.
INSIDE = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "odt": "content.xml",
    "ods": "content.xml",
}
TEXTS = {"csv", "txt"}
MACROS = ("vbaproject.bin", "vbadata.xml")
# Bytes of an archive when unpacked, and how many times it may grow: a compressed table grows fifty times.
MAX_UNPACKED = 1024 * 1024 * 1024
MAX_GROWTH = 200
# What is read of a file to know it; no text has a byte of zero in it, but for UTF-16.
HEAD = 8192
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class FileForm(BaseDocumentForm):
    """A document, looked into before it is kept."""

    def clean_file(self) -> Any:
        """Raises ValidationError, saying what is wrong, when the file is not what its name says."""
        file = self.cleaned_data.get("file")
        if isinstance(file, UploadedFile) and (problem := problem_of(file)):
            raise forms.ValidationError(problem, code="content")
        return file


def problem_of(file: UploadedFile) -> str:
    """Why readers must not be given this file, or nothing; the file is left at its start."""
    suffix = str(file.name).rpartition(".")[2].lower()
    try:
        file.seek(0)
        head = file.read(HEAD)
        if suffix in INSIDE or suffix == "zip":
            return _problem_of_archive(file, suffix)
    finally:
        file.seek(0)
    if suffix in TEXTS:
        is_right = head.startswith(UTF_16) or (b"\0" not in head and filetype.guess(head) is None)
    else:
        known = filetype.guess(head)
        is_right = known is not None and known.extension == suffix
    return "" if is_right else _other(suffix)


def _problem_of_archive(file: UploadedFile, suffix: str) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return _other(suffix)
    unpacked = sum(member.file_size for member in members)
    if unpacked > max(MAX_GROWTH * (file.size or 0), HEAD) or unpacked > MAX_UNPACKED:
        return _("This file unpacks to far more than a document has. Save it anew and upload that.")
    names = {member.filename for member in members}
    if suffix in INSIDE and INSIDE[suffix] not in names:
        return _other(suffix)
    if suffix in INSIDE and any(name.lower().endswith(MACROS) for name in names):
        return _(
            "This document has macros, which would run on readers' machines. Save it without them."
        )
    return ""


def _other(suffix: str) -> str:
    return _(
        "This is no %(suffix)s file, whatever its name says. Open it in the program that it comes from, "
        "save it as %(suffix)s and upload that."
    ) % {"suffix": suffix.upper()}
