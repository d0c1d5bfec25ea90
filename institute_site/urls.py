"""Every address of the site. What Wagtail's pages answer stands last: it takes all that is left."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import RedirectView, TemplateView
from django.views.static import serve as serve_file
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from news.made_of import HOUR, made_of

from . import routing, sitemap
from .security.contact import security_txt
from .styleguide.views import styleguide
from .viewing.views import view_settings
from .views import accessibility, search

handler500 = "institute_site.errors.server_error"

sign_in = f"/{settings.ADMIN_PATH}login/"
if settings.ADMIN_HOST:
    sign_in = f"{settings.WAGTAILADMIN_BASE_URL}{sign_in}"

robots = made_of(seconds=HOUR)(
    TemplateView.as_view(template_name="robots.txt", content_type="text/plain")
)

# What watches the site asks elsewhere: `watching/probes.py`.
urlpatterns = [
    path("robots.txt", robots),
    path("sitemap.xml", sitemap.sitemap),
    path("sitemap-news.xml", sitemap.news_sitemap),
    path("sitemap-<slug:section>.xml", sitemap.language_sitemap, name="sitemap-language"),
    path(".well-known/security.txt", security_txt),
    path(settings.ADMIN_PATH, include("institute_site.accounts.urls")),
    path(settings.ADMIN_PATH, include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # Where those who may read a private document say who they are: at the one sign-in page there is.
    path("_util/login/", RedirectView.as_view(url=sign_in, query_string=True)),
    *[pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"],
]

if not settings.IN_PRODUCTION:
    # In production a web server gives out uploads; on one's own machine there is none.
    # A browser that shows a picture by itself styles the page that it makes around it.
    uploads = csp_override({"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE]})(
        serve_file
    )
    urlpatterns += [path("media/<path:path>", uploads, {"document_root": settings.MEDIA_ROOT})]

    urlpatterns += i18n_patterns(path("styleguide/", styleguide, name="styleguide"))

urlpatterns += i18n_patterns(
    path("search/", search, name="search"),
    path("view/", view_settings, name="view"),
    path("accessibility/", accessibility, name="accessibility"),
    path("", include("news.urls")),
    # Public pages answer GET only, so a token against forged posts would guard nothing.
    re_path(serve_pattern, csrf_exempt(routing.serve), name="wagtail_serve"),
)
