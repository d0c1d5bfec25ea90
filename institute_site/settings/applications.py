"""What the site consists of, and what a request goes through."""

import importlib.util

from .base import BASE_DIR, IN_PRODUCTION

INSTALLED_APPS = [
    "institute_site",
    "news",
    "search",
    "wagtail.contrib.redirects",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.locales",
    "wagtail.admin",
    "wagtail",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "modelcluster",
    "taggit",
    "django_tasks_db",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "institute_site.watching.requests.RequestMiddleware",
    "institute_site.watching.probes.Probes",
    "institute_site.caching.middleware.CacheHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "institute_site.security.middleware.HeadersMiddleware",
    "institute_site.security.middleware.AdminHost",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    # Below compression: what was not changed is known by the text itself.
    "django.middleware.http.ConditionalGetMiddleware",
    "institute_site.security.limits.SearchLimit",
    "institute_site.replicas.middleware.ReplicaMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "institute_site.viewing.middleware.ViewMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "institute_site.accounts.middleware.AdminMiddleware",
    "institute_site.old_addresses.OldAddresses",
    "institute_site.errors.DiskFull",
    "news.admin.stopped.PublicationStopped",
]

ROOT_URLCONF = "institute_site.urls"
WSGI_APPLICATION = "institute_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "institute_site.navigation.site_frame",
            ],
        },
    },
]


if not IN_PRODUCTION and importlib.util.find_spec("django_migration_linter"):
    INSTALLED_APPS.append("django_migration_linter")
    MIGRATION_LINTER_OPTIONS = {
        "include_apps": ["institute_site", "news", "search"],
        # Of the time before the first live site. Add none: a migration must let the last version go on.
        "ignore_name": [
            "0002_initial", "0003_file_text", "0005_shared_cache", "0007_translations",
            "0014_pictures", "0015_programme_answers",
        ],
        "quiet": ["ok", "ignore", "warning"],
        "no_cache": True,
    }  # fmt: skip
