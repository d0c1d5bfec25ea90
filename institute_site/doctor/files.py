"""Whether there is room for what is written, and whether what is read was made."""

import json
import shutil
import uuid
from collections.abc import Iterator

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from institute_site import catalogues

from .findings import Finding

FREE_SHARE = 0.1
FREE_BYTES = 1024**3
COLLECT = "`manage.py collectstatic --noinput`"


def uploads() -> Iterator[Finding]:
    """A file can be kept, read again and taken away, where uploads are."""
    name, content = f"doctor-{uuid.uuid4().hex}.txt", b"doctor"
    try:
        kept = default_storage.save(name, ContentFile(content))
        try:
            with default_storage.open(kept) as file:
                same = file.read() == content
        finally:
            default_storage.delete(kept)
    except Exception as error:  # each store has errors of its own
        yield Finding(
            f"A file cannot be kept: {error}",
            f"Give {settings.MEDIA_ROOT} to the user that the site runs as (chown -R), or mend the store.",
        )
        return
    if not same:
        yield Finding("A file came back changed.", "Mend the store of uploads: it loses data.")


def disk() -> Iterator[Finding]:
    """How much is free where the site writes."""
    for folder in {settings.VAR_DIR, settings.MEDIA_ROOT}:
        if not folder.exists():
            continue
        usage = shutil.disk_usage(folder)
        if usage.free < max(FREE_BYTES, FREE_SHARE * usage.total):
            yield Finding(
                f"{usage.free / 1024**3:.1f} GB of {usage.total / 1024**3:.1f} GB are free for {folder}.",
                "Enlarge the disk, or move old backups and logs away (du -xh --max-depth=2 / | sort -h).",
            )


def collected() -> Iterator[Finding]:
    """Styles, scripts and translations of this release are in their places."""
    if not settings.DEBUG:
        yield from _static()
    for language in catalogues.languages():
        source = catalogues.path(language)
        made = source.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
            yield Finding(
                f"The catalogue of “{language}” is not made, or is of another release.",
                "`manage.py translations compile`",
            )


def _static() -> Iterator[Finding]:
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if not manifest.exists():
        yield Finding(f"Styles and scripts are not in {settings.STATIC_ROOT}.", COLLECT)
        return
    there = json.loads(manifest.read_text())["paths"]
    wanted = {name for finder in get_finders() for name, _storage in finder.list([])}
    if missing := sorted(wanted - set(there)):
        yield Finding(
            f"{len(missing)} files of this release are not collected, such as {missing[0]}.",
            COLLECT,
        )
