"""The WSGI application that gunicorn serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from institute_site.watching.sharing import share

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "institute_site.settings")

share(settings.VAR_DIR / "metrics")
application = get_wsgi_application()
