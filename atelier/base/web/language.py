"""Which language: the member's choice, else the visitor's choice (a cookie), else the browser's, else Dutch."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from atelier.base.forms import keep
from atelier.base.hooks import note, with_hooks

YEAR = 365 * 24 * 60 * 60


def language_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Stands after AuthenticationMiddleware; takes the place of Django's LocaleMiddleware."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = language_for(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        if chosen := getattr(request, "chosen_language", ""):
            _remember(response, chosen)
        return response

    def process_view(request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        """The switch of a page where something was typed sends it along: the same page, in the other language."""
        known = not getattr(view, "login_required", True) or request.user.is_authenticated
        if request.method == "POST" and keep.SWITCH in request.POST and known:
            language = request.POST[keep.SWITCH]
            keep.look_again(request)
            if language in dict(settings.LANGUAGES):
                _choose(request, language)
                translation.activate(language)
                request.LANGUAGE_CODE = language
                note(request, chosen_language=language)

    return with_hooks(middleware, process_view=process_view)


def language_for(request: HttpRequest) -> str:
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        chosen = getattr(request.user, "language", "")
        if chosen in dict(settings.LANGUAGES):
            return chosen
    return translation.get_language_from_request(request)


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """The switch in the footer. Goes back to the page it was pressed on."""
    language = request.POST.get("language", "")
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, None):
        back = "/"
    response = HttpResponseRedirect(back, status=HTTPStatus.SEE_OTHER)
    if language in dict(settings.LANGUAGES):
        _choose(request, language)
        _remember(response, language)
    return response


def _choose(request: HttpRequest, language: str) -> None:
    if request.user.is_authenticated:
        request.user.language = language
        request.user.save(update_fields=["language"])


def _remember(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=YEAR,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
