"""Who takes part, and for which organisation: each shown as far as the person chose."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from atelier.base.web.paging import keyset
from members import queries
from members.forms import DirectoryForm
from members.models import Member, Organisation
from members.requests import MemberRequest
from members.states import OrganisationKind


def member_list(request: MemberRequest) -> HttpResponse:
    form = DirectoryForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    found = queries.directory(
        perspective=asked.get("perspective") or "",
        organisation=asked.get("organisation"),
        words=asked.get("q") or "",
    )
    page = keyset(found, request, order=("name", "pk"), size=25)
    return render(request, "members/member_list.html", {"form": form, "page": page})


def member_detail(request: MemberRequest, pk: int) -> HttpResponse:
    visible = Member.objects.visible_to(request.user).select_related("organisation")
    member = get_object_or_404(visible, pk=pk)
    items = member.brings_and_seeks.active().filter(organisation=None)
    return render(request, "members/member_detail.html", {"member": member, "items": items})


def organisation_list(request: MemberRequest) -> HttpResponse:
    kind = request.GET.get("kind", "")
    kind = kind if kind in OrganisationKind.values else ""
    page = keyset(queries.organisations(kind=kind), request, order=("name", "pk"), size=25)
    context = {"page": page, "kinds": OrganisationKind.choices, "kind": kind}
    return render(request, "members/organisation_list.html", context)


def organisation_detail(request: MemberRequest, slug: str) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.confirmed(), slug=slug)
    context = {
        "organisation": organisation,
        "members": Member.objects.listed().filter(organisation=organisation, show_organisation=True)[:100],
        "items": organisation.brings_and_seeks.active(),
    }
    return render(request, "members/organisation_detail.html", context)
