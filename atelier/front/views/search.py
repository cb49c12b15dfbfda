"""Search over all that this member may see; works without JavaScript, and changes nothing."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from atelier.base.data.search import tidied
from atelier.front.queries.search import KINDS, LAST_PAGE, page_of_number, search_kind
from atelier.front.queries.search import search as search_all
from members.models import Member
from members.requests import MemberRequest

LONGEST = 100


@require_safe
def search(request: MemberRequest) -> HttpResponse:
    member = request.user
    assert isinstance(member, Member)  # noqa: S101 - login is required
    words = tidied(request.GET.get("q", ""))[:LONGEST]
    slug = request.GET.get("soort", "")
    if page := page_of_number(words, member):
        return redirect(page)
    groups, group = [], None
    if words and slug:
        group = search_kind(member, words, slug, _page(request))
        if group is None:
            raise Http404
    elif words:
        groups = search_all(member, words)
    context = {"words": words, "groups": groups, "group": group, "kinds": KINDS}
    return render(request, "front/search.html", context)


def _page(request: MemberRequest) -> int:
    typed = request.GET.get("pagina", "1")
    return min(max(int(typed), 1), LAST_PAGE) if typed.isdecimal() and len(typed) < 4 else 1
