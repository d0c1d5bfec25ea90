"""Languages, time, formats."""

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

from .base import BASE_DIR, env, list_of

# The first language is the original one: its pages come first in the tree, exports and the sitemap.
_codes = list_of("LANGUAGES", ["en", "ru"])
if not _codes or not set(_codes) <= set(LANG_INFO):
    raise ImproperlyConfigured(f"LANGUAGES is “{', '.join(_codes)}”: give codes such as en,ru.")
LANGUAGES = [(code, LANG_INFO[code].get("name_local", code).capitalize()) for code in _codes]
LANGUAGE_CODE = LANGUAGES[0][0]
WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Moscow")
USE_TZ = True
FORMAT_MODULE_PATH = "institute_site.formats"
