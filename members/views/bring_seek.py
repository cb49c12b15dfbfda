"""Pages of what members bring and seek."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from atelier.base.forms.binding import bind
from atelier.base.forms.sure import ask_once
from atelier.base.forms.undo import undoable
from atelier.base.forms.versions import unchanged
from atelier.base.web.paging import keyset
from members import actions, queries
from members.forms import BringSeekForm
from members.models import BringSeek, JoinRequest
from members.requests import MemberRequest
from members.states import BringSeekKind


def bring_seek(request: MemberRequest) -> HttpResponse:
    """What everybody brings and seeks; the own items can be ended here."""
    kind = request.GET.get("soort", "")
    kind = kind if kind in BringSeekKind.values else ""
    page = keyset(queries.bring_and_seek(kind=kind), request, order=("-created_at", "-pk"), size=25)
    own = set(BringSeek.objects.active().of(request.user).values_list("pk", flat=True))
    context = {"page": page, "own": own, "kind": kind, "kinds": BringSeekKind.choices}
    return render(request, "members/bring_seek.html", context)


def bring_seek_add(request: MemberRequest) -> HttpResponse:
    member = request.user
    form = bind(request, BringSeekForm, makes_new=True, member=member, initial={"kind": request.GET.get("soort")})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.add_bring_seek(
            member,
            kind=told["kind"],
            topic=told["topic"],
            text=told["text"],
            for_organisation=told.get("for_organisation", False),
        )
        messages.success(request, _("It is on the list. Everybody who takes part sees it."))
        return redirect("members:bring_seek")
    asked = JoinRequest.objects.filter(member=member.pk).values("brings", "hopes").first()
    return render(request, "members/bring_seek_form.html", {"form": form, "asked": asked})


@require_POST
def bring_seek_end(request: MemberRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(BringSeek.objects.of(request.user), pk=pk)
    back = reverse("members:bring_seek")
    unchanged(request, item)
    if page := ask_once(request, _("Take this off the list?"), item.topic, _("Take it off"), back=back):
        return page
    with undoable(request, _("It is off the list."), item, back=back):
        actions.end_bring_seek(item, by=request.user)
    return redirect(back)
