"""The people of the tests are made in bulk, and are what the portal itself would have made."""

import pytest
from allauth.account.models import EmailAddress

from members.models import Member
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db
OWN = {"id", "email", "password", "date_joined", "updated_at"}


def facts(member: Member) -> dict[str, object]:
    return {name: value for name, value in vars(member).items() if name not in OWN and not name.startswith("_")}


def test_a_member_of_the_cast_is_one_of_create_user(cast: Cast) -> None:
    made = Member.objects.create_user(
        "samira.twee@voorbeeld.test", PASSWORD, name=cast.samira.name, perspective=cast.samira.perspective,
        organisation=cast.gemeente,
    )  # fmt: skip
    kept, other = Member.objects.get(pk=cast.samira.pk), Member.objects.get(pk=made.pk)
    assert facts(kept) == facts(other)
    assert kept.check_password(PASSWORD)
    book = EmailAddress.objects.get(user=kept), EmailAddress.objects.get(user=other)
    assert [(one.email, one.primary, one.verified) for one in book] == [
        ("samira@voorbeeld.test", True, True),
        ("samira.twee@voorbeeld.test", True, True),
    ]
