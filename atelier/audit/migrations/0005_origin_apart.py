from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_ipv46_address
from django.db import migrations
from django.utils import timezone


def keep_the_recent(apps: Any, schema_editor: Any) -> None:
    entries = apps.get_model("audit", "Entry").objects.exclude(origin="")
    recent = entries.filter(at__gte=timezone.now() - timedelta(days=90)).values_list("pk", "origin")
    origin = apps.get_model("audit", "Origin")
    origin.objects.bulk_create(
        [origin(entry_id=pk, address=address) for pk, address in recent if is_address(address)], batch_size=1000
    )


def is_address(value: str) -> bool:
    try:
        validate_ipv46_address(value)
    except ValidationError:
        return False
    return True


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_origin")]

    operations = [
        migrations.RunPython(keep_the_recent, migrations.RunPython.noop),
        # The trigger refuses UPDATE, and a dropped column stays in the rows on disk: a change of type writes them
        # anew.
        migrations.RunSQL(
            "ALTER TABLE audit_entry ALTER COLUMN origin TYPE varchar(45) USING ''", migrations.RunSQL.noop
        ),
        migrations.RemoveField("entry", "origin"),
    ]
