"""What may lead to a person in a text, told as one types it: a part of a page, and nothing is kept."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_POST

from atelier.base.forms.bounded import LONGEST_TEXT
from atelier.base.forms.decided import pieces_of
from atelier.base.guard.finder import find
from atelier.base.guard.known import known_names
from atelier.base.guard.table import texts
from atelier.base.web.lost import belongs_to

LONGEST_NAME = 100


@belongs_to(lambda request: "/mijn/")
@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    """`guard`: the text in the table; `field` and `id`: of the field it is typed in."""
    key, field, id_ = (request.POST.get(name, "")[:LONGEST_NAME] for name in ("guard", "field", "id"))
    row, text = texts().get(key), request.POST.get(field, "")
    if row is None or not row.is_decided or len(text) > LONGEST_TEXT:
        return HttpResponseBadRequest()
    pieces = pieces_of(field, text, find(text, known_names()), request.POST)
    context = {"key": key, "name": field, "id": id_, "pieces": pieces}
    return render(request, "atelier/pieces.html", context)
