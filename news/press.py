"""What the press may read before everyone else."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from .models import PressLink
from .zones import told


@csrf_exempt
@require_safe
def press_link(request: HttpRequest, token: str) -> HttpResponse:
    """The article of a press link as readers will see it, marked as embargoed.

    Once it is published the link leads to it; once the link works no longer, status 410 says so.
    """
    response = _answer(request, token)
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    # The secret address must not be told to sites that the article links to.
    response["Referrer-Policy"] = "no-referrer"
    return response


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    link = PressLink.objects.with_article().filter(token=token).first()
    if link is None:
        raise Http404(_("There is no such press link."))
    if link.article.live:
        return redirect(link.article.get_url(request))
    revision = link.revision if link.works else None
    if revision is None:
        return render(request, "pages/press_gone.html", status=HTTPStatus.GONE)
    if link.article.language != get_language():
        return redirect(link)
    if request.method == "GET":
        link.count_opening()
    page = revision.as_object()
    until = revision.approved_go_live_at or page.go_live_at
    context = page.get_context(request)
    embargo = {"until": told(until) if until else "", "link": link}
    return render(request, page.template, {**context, "embargo": embargo})
