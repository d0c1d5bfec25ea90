"""Wagtail: its admin, pictures, documents and search."""

from typing import Any
from urllib.parse import urlsplit

from .base import ADMIN_HOST, BASE_URL

WAGTAIL_SITE_NAME = "Institute Site"
WAGTAILADMIN_BASE_URL = f"{urlsplit(BASE_URL).scheme}://{ADMIN_HOST}" if ADMIN_HOST else BASE_URL
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
WAGTAILIMAGES_IMAGE_MODEL = "news.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "news.admin.pictures.PictureForm"
WAGTAILDOCS_DOCUMENT_MODEL = "news.File"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "news.admin.files.FileForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
# Chosen on the demo's pictures: AVIF takes two thirds of WebP's bytes and a third of JPEG's.
WAGTAILIMAGES_AVIF_QUALITY = 50
WAGTAILIMAGES_WEBP_QUALITY = 74
WAGTAILIMAGES_JPEG_QUALITY = 74
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
# The site itself gives them out, wherever they are: it asks who may read them.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILSEARCH_BACKENDS = {
    # PostgreSQL's Russian configuration stems Latin words as English: one index serves both languages.
    "default": {"BACKEND": "search.backend", "SEARCH_CONFIG": "russian"}
}
