"""The floors: what a page costs that does next to nothing (docs/performance.md)."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# One query by an index, 25 rows: the same in both floors.
ROWS = "SELECT id, name, date_joined FROM members_member ORDER BY id LIMIT 25"


def rows() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
        return cursor.fetchall()


def bare(request: HttpRequest) -> HttpResponse:
    """Django alone."""
    return render(request, "bench/bare.html", {"rows": rows()})


def member(request: HttpRequest) -> HttpResponse:
    """Session, logged-in member, CSRF token, our base template, and that one query."""
    return render(request, "bench/member.html", {"rows": rows()})
