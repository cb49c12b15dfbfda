"""A file that waits for its form, opened by who sent it: what is left of it after the wash."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from atelier.base.files.uploads import serve
from atelier.base.forms.kept_files import opened_by


@login_not_required
@require_safe
def kept_file(request: HttpRequest, token: str) -> FileResponse:
    row = opened_by(request.user, token)
    if row is None:
        raise Http404
    return serve(request, row.file, name=row.name)
