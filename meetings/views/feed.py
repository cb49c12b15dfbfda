"""The personal calendar feed: an address with a secret token, renewable and revocable."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from atelier.base.data.sealed import seal, unseal
from atelier.mail.messages import absolute_url
from meetings import calendar
from meetings.actions.feed import end_feed, renew_feed
from meetings.models import CalendarFeed
from meetings.queries.answer import invited_to, member_of_feed
from members.requests import MemberRequest

# Where the new address rests, sealed, until the page that shows it.
NEW = "new_feed"


def settings_page(request: MemberRequest) -> HttpResponse:
    """Make, renew or end the feed. The address is shown once, right after it was made: only its hash is kept."""
    if request.method == "POST":
        if "end" in request.POST:
            end_feed(request.user)
            messages.success(request, _("The calendar address works no longer."))
        else:
            request.session[NEW] = seal({"token": renew_feed(request.user)}, NEW)
        return redirect("meetings:feed_settings")
    new = unseal(request.session.pop(NEW, ""), NEW) if NEW in request.session else None
    address = absolute_url(reverse("meetings:feed", args=[new["token"]])) if new else ""
    feed = CalendarFeed.objects.filter(member=request.user).first()
    return render(request, "meetings/feed_settings.html", {"feed": feed, "address": address})


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The feed itself, for calendar programs: no cookie, ETag, dead when the member has left."""
    owner = member_of_feed(token)
    if owner is None:
        raise Http404
    with override(owner.language):
        body = calendar.feed(map(calendar.own_entry_of, invited_to(owner)), name="Over leven")
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = "private, max-age=300"
    # A proxy that compresses makes the tag a weak one, and a program may name several.
    return get_conditional_response(request, etag=etag, response=response) or response
