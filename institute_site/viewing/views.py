"""The page on which the version for the visually impaired is chosen, changed and left."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from news.remembered import begin

from .choice import ViewForm, keep


# A token against forged posts would be a cookie for every reader, and all that one could forge is a look.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def view_settings(request: HttpRequest) -> HttpResponse:
    """Show what is chosen; when it is sent, remember it and lead back to where the reader was."""
    begin(request)
    if request.method == "POST":
        form = ViewForm() if "ordinary" in request.POST else ViewForm(request.POST)
        if not form.is_bound or form.is_valid():
            response = HttpResponseRedirect(_place(request, request.POST.get("back", "")))
            keep(response, form.view)
            return response
    else:
        form = ViewForm(request.view or None)  # type: ignore[attr-defined]
    back = request.POST.get("back") or request.headers.get("Referer", "")
    return render(request, "pages/view.html", {"form": form, "back": _place(request, back)})


def _place(request: HttpRequest, address: str) -> str:
    """A place on this site to go back to, without its host; the front page if `address` is none."""
    hosts = {request.get_host()}
    parts = urlsplit(address if url_has_allowed_host_and_scheme(address, hosts) else "")
    path = parts.path.lstrip("/")  # two strokes at the beginning would be another host
    if not path or path.endswith("view/"):
        return f"/{get_language()}/"
    return f"/{path}?{parts.query}" if parts.query else f"/{path}"
