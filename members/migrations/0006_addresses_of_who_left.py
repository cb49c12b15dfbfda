"""Who left before is no longer found by the address, and comes back with none of the old ways in."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import migrations


def set_aside(apps: Any, schema_editor: Any) -> None:
    Member = apps.get_model("members", "Member")
    EmailAddress = apps.get_model("account", "EmailAddress")
    left = Member.objects.filter(is_active=False).exclude(email__endswith=".invalid")
    for member in left:
        member.left_address, member.email = member.email, f"vertrokken-{member.pk}@vertrokken.invalid"
        member.password = make_password(None)
        member.link_version += 1
        member.save(update_fields=["email", "left_address", "password", "link_version"])
        EmailAddress.objects.filter(user_id=member.pk).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0005_leaving_is_final"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(set_aside, migrations.RunPython.noop)]
