"""The public site: home, about, privacy, accessibility, and the two files that machines read."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from atelier.front.queries.public import latest_insights
from atelier.front.queries.sitemap import SECTIONS, parts
from atelier.front.queries.texts import texts
from atelier.front.queries.who import who_answers
from atelier.front.states import HOME_KEYS, TextKey
from meetings.queries import next_public_meeting
from members.states import Perspective


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "texts": texts(HOME_KEYS),
        "meeting": next_public_meeting(),
        "insights": latest_insights(),
        "perspectives": Perspective.values,
    }
    return render(request, "front/home.html", context)


@login_not_required
@require_safe
def text_page(request: HttpRequest, key: TextKey) -> HttpResponse:
    names_who = key in (TextKey.PRIVACY, TextKey.ACCESSIBILITY)
    context = {"text": texts([key])[key], "key": key, "who": who_answers() if names_who else None}
    return render(request, "front/text.html", context)


@login_not_required
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "front/contact.html", {"who": who_answers()})


@login_not_required
@require_safe
@cache_control(public=True, max_age=86400)
def robots(request: HttpRequest) -> HttpResponse:
    context = {"site": settings.SITE_URL}
    return render(request, "front/robots.txt", context, content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    """What there is to find, in parts of some thousand pages each."""
    context = {"sitemaps": list(parts())}
    return render(request, "sitemap_index.xml", context, content_type="application/xml")


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def sitemap_part(request: HttpRequest, section: str) -> HttpResponse:
    try:
        urls = SECTIONS[section]().get_urls(page=request.GET.get("p", "1"))
    except (KeyError, EmptyPage, PageNotAnInteger) as gone:
        raise Http404 from gone
    return render(request, "sitemap.xml", {"urlset": urls}, content_type="application/xml")


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116. The expiry is always a good half year ahead, and a whole day so that the answer can be cached."""
    expires = (timezone.now() + timedelta(days=200)).replace(hour=0, minute=0, second=0, microsecond=0)
    context = {"site": settings.SITE_URL, "contact": settings.SECURITY_CONTACT, "expires": expires}
    return render(request, "front/security.txt", context, content_type="text/plain; charset=utf-8")
