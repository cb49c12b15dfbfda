"""What names a submit: the page it came from, who sent it, and what was in it."""

import hashlib
import json
from datetime import timedelta
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils import timezone

from atelier.base.forms.same_page import TOKEN, name_in
from atelier.base.models import SubmittedOnce

KEPT_FOR = timedelta(days=7)


class Submit:
    """One POST from one page: `page` names the page it came from, `key` also what was in it."""

    def __init__(self, request: HttpRequest) -> None:
        person = request.user.pk if hasattr(request, "user") else None
        token = request.POST[TOKEN]
        content = [request.get_full_path(), *_content(request)]
        # A member is known by name, whatever secret the login of now has; a visitor by their secret alone.
        self.page = _uuid([str(person), name_in(token) if person else token])
        self.key = _uuid([str(self.page), *content])
        # As the version before named it. Goes with the columns `once`, in the next release.
        self.key_before = _uuid([str(_uuid([str(person), token])), *content])
        self.session = session_of(request)
        self.savepoint = ""

    def first(self) -> SubmittedOnce | None:
        """The equal one that was done before; also by the version before, while the portal was renewed."""
        same = SubmittedOnce.objects.filter(token__in=[self.key, self.key_before])
        return same.filter(at__gte=timezone.now() - KEPT_FOR).order_by("-at").first()


def was_sent_before(request: HttpRequest) -> bool:
    """Whether this person already sent something else from this very page: then nobody else was first."""
    submit = getattr(request, "submit", None)
    return submit is not None and SubmittedOnce.objects.filter(page=submit.page).exists()


def _content(request: HttpRequest) -> list[str]:
    """Names what was typed and which files came with it; tokens are left out, but for one of the version before."""
    typed = [
        f"{name}={json.dumps(values, default=str)}"
        for name, values in request.POST.lists()
        if name not in (TOKEN, "once")
    ]
    sent = [f"{name}={one.name}:{_digest_of(one)}" for name, several in request.FILES.lists() for one in several]
    digest = hashlib.sha256("\0".join([*typed, *sent]).encode("utf-8", "surrogatepass")).hexdigest()
    return [*request.POST.getlist("once"), digest]


def _digest_of(file: "UploadedFile[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _uuid(parts: list[str]) -> UUID:
    return UUID(bytes=hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()[:16])


def session_of(request: HttpRequest) -> str:
    return getattr(getattr(request, "session", None), "session_key", None) or ""


def purge() -> int:
    """Delete what nobody sends again; how many."""
    return SubmittedOnce.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()[0]
