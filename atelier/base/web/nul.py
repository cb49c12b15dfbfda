"""What a request asks for, made fit to look up: no database takes a NUL, and none of ours holds one."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

NUL = "\0"


def nul_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Leaves NUL out of addresses and cookies, before anybody reads them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        while "%00" in query or NUL in query:  # "%0%000" becomes one when the one within is gone
            query = query.replace("%00", "").replace(NUL, "")
            request.META["QUERY_STRING"] = query
        if NUL in request.path_info:
            request.path = request.path.replace(NUL, "")
            request.path_info = request.META["PATH_INFO"] = request.path_info.replace(NUL, "")
        if any(NUL in value for value in request.COOKIES.values()):
            request.COOKIES = {name: value.replace(NUL, "") for name, value in request.COOKIES.items()}
        return get_response(request)

    return middleware
