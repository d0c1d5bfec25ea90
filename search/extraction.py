"""The text inside a PDF, Word or plain file, read in a process of its own.

`python -m search.extraction .pdf` takes the file from standard input and writes its text to standard
output. What is made to exhaust whoever opens it exhausts this process only, whose memory and time are bound.
"""

import codecs
import io
import re
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

MAX_CHARACTERS = 200_000
MAX_PAGES = 500
# Bytes: of a Word file when unpacked, and of this process.
MAX_UNPACKED = 50 * 1024 * 1024
MAX_MEMORY = 1024 * 1024 * 1024
MAX_CPU_SECONDS = 10

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b\ufeff]")
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_])")
_SPACES = re.compile(r"\s+")


def pdf(content: bytes) -> Iterator[str]:
    """The text of each page; one that asks for a password raises pypdf's error."""
    import pypdf

    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(content)).pages):
        if number >= MAX_PAGES:
            return
        yield page.extract_text()


def docx(content: bytes) -> Iterator[str]:
    """The text of each paragraph, those in tables in their place; ValueError if it unpacks to too much."""
    import docx as reader

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
            raise ValueError("it unpacks to too much")
    yield from _paragraphs(reader.Document(io.BytesIO(content)))


def _paragraphs(container: Any) -> Iterator[str]:
    for item in container.iter_inner_content():
        if hasattr(item, "text"):
            yield item.text
        else:
            for row in item.rows:
                for cell in row.cells:
                    yield from _paragraphs(cell)


def txt(content: bytes) -> Iterator[str]:
    """The text, in the encoding that its first bytes tell, in UTF-8 or as old Windows wrote Russian."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield content.decode("utf-16")
    else:
        try:
            yield content.decode("utf-8-sig")
        except UnicodeDecodeError:
            yield content.decode("cp1251", errors="replace")


READERS: dict[str, Callable[[bytes], Iterator[str]]] = {".pdf": pdf, ".docx": docx, ".txt": txt}


def read(content: bytes, suffix: str) -> str:
    """The file's text as one line, at most MAX_CHARACTERS long; raises what its reader raises."""
    parts, length = [], 0
    for part in READERS[suffix](content):
        parts.append(part)
        length += len(part)
        if length >= MAX_CHARACTERS:
            break
    text = unicodedata.normalize("NFKC", "\n".join(parts))
    text = _BROKEN_WORD.sub("", _CONTROL.sub("", text))
    return _SPACES.sub(" ", text).strip()[:MAX_CHARACTERS]


def _bound() -> None:
    """Bound this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))


if __name__ == "__main__":
    _bound()
    sys.stdout.buffer.write(
        read(sys.stdin.buffer.read(), sys.argv[1]).encode("utf-8", errors="replace")
    )
