"""What the tests of the members' room share."""

import re
from typing import Any

from members import actions
from members.models import JoinRequest

FORM = {
    "name": "Fatima Bouzid",
    "email": "fatima@voorbeeld.test",
    "perspective": "welfare",
    "organisation": "",
    "proposed_name": "",
    "proposed_kind": "",
    "brings": "Tien jaar opbouwwerk",
    "hopes": "Hoe ik eerder aan tafel kom",
    "house_rules": "on",
}


def asked(**told: Any) -> JoinRequest:
    """A request, not yet confirmed."""
    fields: dict[str, Any] = {
        "email": "fatima@voorbeeld.test",
        "name": "Fatima Bouzid",
        "perspective": "welfare",
        "brings": "Tien jaar opbouwwerk",
        "hopes": "Hoe ik eerder aan tafel kom",
        "language": "nl",
        **told,
    }
    request = actions.join(**fields)
    assert request is not None
    return request


def waiting(**told: Any) -> JoinRequest:
    request = asked(**told)
    actions.confirm(request)
    return request


def link_in(mail: Any, start: str) -> str:
    """The path in a mail that begins with `start`."""
    found = re.search(rf"https?://[^/\s]+({re.escape(start)}\S+)", mail.body)
    assert found, mail.body
    return found[1]
