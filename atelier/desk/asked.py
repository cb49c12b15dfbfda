"""The search boxes of the desk: whatever is asked, an index answers it, also among millions of rows.

`search_fields` of an admin says how each is asked:

    "=number"       equal to what was typed (an address whatever its capitals)
    "@search"       by words, in a search column; "@topic,text": in these fields, which have an index of their own
    "~name"         the object's own name, however it is written (atelier.base.data.names)
    "~member"       the name or address of who it belongs to
    "#case"         the number of what it belongs to
    "name"          anywhere in it: for short tables only

tests/desk/test_asked.py holds that each is answered without reading the table.
"""

from collections.abc import Iterable

from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import EmailField, Model, Q, QuerySet

from atelier.base.data.names import as_query, name_vector, names_query, who_are_called
from atelier.base.data.search import CONFIG, query, tidied
from atelier.base.types import Rows

# Of a name that many have, so many people are looked for.
MOST_NAMED = 200


def asked[M: Model](rows: QuerySet[M], fields: Iterable[str], typed: str) -> QuerySet[M]:
    """The rows that answer what was typed, by any of the fields."""
    typed = tidied(typed)
    if not typed:
        return rows
    found = Q(pk__in=[])
    for field in fields:
        rows, also = HOW.get(field[0], _anywhere)(rows, field, typed)
        found |= also
    return rows.filter(found)


def _equal(rows: Rows, field: str, typed: str) -> tuple[Rows, Q]:
    column = rows.model._meta.get_field(field[1:])
    if isinstance(column, EmailField):
        # Where many have none, the index holds the others only.
        return rows, Q(**{f"{column.name}__iexact": typed}) & ~Q(**{column.name: ""})
    try:
        column.run_validators(value := column.to_python(typed))
    except ValidationError:
        return rows, Q(pk__in=[])
    return rows, Q(**{column.name: value})


def _by_words(rows: Rows, field: str, typed: str) -> tuple[Rows, Q]:
    names = field[1:].split(",")
    if len(names) == 1 and _is_search_column(rows.model, names[0]):
        return rows, Q(**{names[0]: query(typed)})
    return rows.alias(asked_words=SearchVector(*names, config=CONFIG)), Q(asked_words=query(typed))


def _by_name(rows: Rows, field: str, typed: str) -> tuple[Rows, Q]:
    column = rows.model._meta.get_field(field[1:])
    if not column.is_relation:
        words = as_query(typed)
        named = Q(named_so=names_query(words)) if words else Q(pk__in=[])
        return rows.alias(named_so=name_vector(column.name)), named
    people = column.related_model._default_manager
    found = who_are_called(people.order_by("pk"), typed)
    if "@" in typed and any(one.name == "email" for one in column.related_model._meta.fields):
        found = people.filter(email__iexact=typed)
    return rows, Q(**{f"{column.name}__in": list(found.values_list("pk", flat=True)[:MOST_NAMED])})


def _by_number(rows: Rows, field: str, typed: str) -> tuple[Rows, Q]:
    related = rows.model._meta.get_field(field[1:]).related_model
    numbered = related._default_manager.filter(number=typed).values_list("pk", flat=True)
    return rows, Q(**{f"{field[1:]}__in": list(numbered)})


def _anywhere(rows: Rows, field: str, typed: str) -> tuple[Rows, Q]:
    return rows, Q(**{f"{field}__icontains": typed})


def _is_search_column(model: type[Model], name: str) -> bool:
    try:
        column = model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return isinstance(getattr(column, "output_field", column), SearchVectorField)


HOW = {"=": _equal, "@": _by_words, "~": _by_name, "#": _by_number}
