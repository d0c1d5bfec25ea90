"""Pictures that a browser asks for before they are made, and pictures for the press."""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.images.views.serve import ServeView

from news.models import Picture

from .ahead import pages_with
from .places import PRINT

logger = logging.getLogger(__name__)


class MadeNow(ServeView):
    """A size of a picture at an address that this site has signed: made once, then given out as a file."""

    action = "redirect"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The way to the file; 410 where none can be made."""
        try:
            answer: HttpResponseBase = super().get(request, *args, **kwargs)
        except (Http404, PermissionDenied, DatabaseError):
            raise
        except Exception as error:
            # The file is damaged, and each format's reader has errors of its own.
            logger.warning("%s could not be made: %r", request.path, error)
            return HttpResponse(_("This picture cannot be read."), status=410)
        return answer


@csrf_exempt
@require_safe
def for_press(request: HttpRequest, pk: int) -> FileResponse:
    """A picture in print size, as a file to keep.

    404 unless a published page shows it and the press may have it.
    """
    picture = get_object_or_404(Picture, pk=pk, for_press=True)
    if not pages_with(picture):
        raise Http404(_("No published page shows this picture."))
    try:
        file = picture.get_rendition(PRINT).file.open("rb")
    except DatabaseError:
        raise
    except Exception as error:
        raise Http404(_("This picture cannot be read.")) from error
    name = slugify(f"{picture.title} {picture.credit}", allow_unicode=True) or "picture"
    return FileResponse(file, as_attachment=True, filename=f"{name[:100]}.jpg")
