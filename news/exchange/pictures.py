"""Pictures in and out: `images/` beside a file of articles, one name for equal files."""

import hashlib
import shutil
import warnings
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.images.fields import WagtailImageField

from news.models import Picture

from .refusals import refuse


class LocalPicture(NamedTuple):
    """A picture in the import's folder that has been looked at and is whole."""

    path: Path
    sha1: str
    width: int
    height: int

    @property
    def name(self) -> str:
        """Its name in an export."""
        return portable_name(self.sha1, self.path.name)


def portable_name(sha1: str, file: str) -> str:
    """The same name for equal files, whatever they were called."""
    extension = Path(file).suffix.lower().replace(".jpeg", ".jpg")
    return f"{sha1}{extension}"


class Folder:
    """The pictures beside a file of articles."""

    def __init__(self, articles: Path) -> None:
        self.path = articles.parent / "images"
        self.find = lru_cache(maxsize=10_000)(self._find)

    def _find(self, name: str, field: str) -> LocalPicture:
        """The picture of this name. Raises `Refusal` for `field` when it cannot be used."""
        path = self.path / name
        if not _is_plain_name(name) or path.resolve().parent != self.path.resolve():
            raise refuse(field, _("“%(file)s” is not a name in the folder images") % {"file": name})
        if not path.is_file():
            raise refuse(field, _("images/%(file)s does not exist") % {"file": name})
        try:
            with path.open("rb") as opened:
                WagtailImageField().clean(File(opened, name))
                width, height = _size_when_whole(path)
                opened.seek(0)
                sha1 = hashlib.file_digest(opened, "sha1").hexdigest()
        except ValidationError as error:
            raise refuse(field, f"images/{name}: " + " ".join(error.messages)) from None
        except OSError as error:
            raise refuse(field, f"images/{name}: {error.strerror or error}") from None
        return LocalPicture(path, sha1, width, height)


def _is_plain_name(name: str) -> bool:
    return name not in {"", ".", ".."} and not set(name) & set("/\\\0") and len(name.encode()) < 256


def _size_when_whole(path: Path) -> tuple[int, int]:
    """Width and height of a picture that can be read to its end."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(path) as image:
            image.load()
            return image.size
    except Exception as error:
        # The readers of damaged files raise whatever they stumble over.
        raise ValidationError(_("the picture is damaged: %(error)s") % {"error": error}) from error


class Store:
    """The site's pictures, found by their content; remembers what it stored, to take it back."""

    def __init__(self, dry_run: bool) -> None:
        self.dry_run = dry_run
        self.stored: list[str] = []
        self._are_hashed = False

    def picture(self, local: LocalPicture, title: str) -> Picture:
        """The site's picture with this content, stored now if it was not there."""
        self._hash_all()
        known = Picture.objects.filter(file_hash=local.sha1).order_by("pk").first()
        return known or self._add(local, title)

    def _add(self, local: LocalPicture, title: str) -> Picture:
        facts = {
            "title": title[:255],
            "file_hash": local.sha1,
            "file_size": local.path.stat().st_size,
        }
        if self.dry_run:
            return Picture.objects.create(
                file=local.path.name, width=local.width, height=local.height, **facts
            )
        with local.path.open("rb") as opened:
            picture = Picture.objects.create(file=File(opened, name=local.path.name), **facts)
        self.stored.append(picture.file.name)
        return picture

    def _hash_all(self) -> None:
        if not self._are_hashed:
            for picture in Picture.objects.filter(file_hash="").iterator():
                if picture.file.storage.exists(picture.file.name):
                    picture.get_file_hash()
            self._are_hashed = True

    def keep(self) -> None:
        """What was stored stays."""
        self.stored.clear()

    def take_back(self) -> None:
        """Delete the files that were stored since `keep`; their rows are gone with the transaction."""
        for name in self.stored:
            default_storage.delete(name)
        self.stored.clear()
        self._are_hashed = False


def copy_out(picture: Picture, folder: Path) -> None:
    """Write a picture's file into the folder under its portable name, unless it is there."""
    target = folder / portable_name(picture.get_file_hash(), picture.file.name)
    if not target.exists():
        folder.mkdir(exist_ok=True)
        partial = target.with_name(f".{target.name}.partial")
        with picture.file.storage.open(picture.file.name) as source, partial.open("wb") as copy:
            shutil.copyfileobj(source, copy)
        partial.replace(target)
