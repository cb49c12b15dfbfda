"""Rows of whatever table, in whatever shape: what a union over rooms gives, and a list of any kind of thing."""

from typing import Any

from django.db.models import QuerySet

type Rows = QuerySet[Any, Any]
