"""Login with an account of an own organisation: allauth's two addresses, where a provider in trouble is no error."""

import logging
from collections.abc import Callable
from traceback import extract_tb

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect import views
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from requests import RequestException

from members.outside import cannot_now

logger = logging.getLogger(__name__)

# What an answer that is late, broken or not what was agreed ends in: nothing here is asked of our own database.
TROUBLE = (RequestException, OAuth2Error, LookupError, ValueError, TypeError, AttributeError)

type View = Callable[[HttpRequest, str], HttpResponse]


def with_other_ways(view: View) -> View:
    @login_not_required
    @never_cache
    def answer(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            response: HttpResponse = view(request, provider_id)
        except ImmediateHttpResponse as instead:
            response = instead.response
        except Http404:
            raise
        except TROUBLE as error:
            # Where, so that a fault of our own is seen; not what it says, which may be a token.
            where = extract_tb(error.__traceback__)[-1]
            logger.warning(
                "The login provider is in trouble: %s at %s:%s.", type(error).__name__, where.filename, where.lineno
            )
            return cannot_now(request)
        return response

    return answer


login = with_other_ways(views.login)
callback = with_other_ways(views.callback)
