"""Static files as they are served outside development: styles joined, all named by content and packed."""

from collections.abc import Iterator
from typing import Any

import lightningcss
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Its `@import` lines name the files of the public pages. Browsers follow them in development.
STYLESHEET = "css/site.css"


class StaticStorage(CompressedManifestStaticFilesStorage):
    """One request and a third fewer bytes for the styles of every public page."""

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, Any]]:
        """Join the stylesheet before names and copies are made of it; raises ValueError on broken CSS."""
        if STYLESHEET in paths and not dry_run:
            source, path = paths[STYLESHEET]
            joined = lightningcss.bundle_css(source.path(path))
            self.delete(STYLESHEET)
            self.save(STYLESHEET, ContentFile(joined.encode()))
            paths = {**paths, STYLESHEET: (self, STYLESHEET)}
        yield from super().post_process(paths, dry_run, **options)
