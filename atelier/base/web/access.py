"""Rights on a page: a stranger to an object gets 404, a member without the right gets 403 and a sentence why."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from atelier.base.exceptions import NotAllowed

type Predicate = Callable[[Any], bool]
type View = Callable[..., HttpResponse]


def needs(allowed: Predicate, sentence: str | Promise) -> Callable[[View], View]:
    """Guard a view with a predicate on the member; without the right: 403 with `sentence`."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not allowed(request.user):
                raise NotAllowed(sentence)
            return view(request, *args, **kwargs)

        return guarded

    return guard
