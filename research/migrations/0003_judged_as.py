from typing import Any

from django.db import migrations, models
from django.db.models import F


def who_judged(apps: Any, schema_editor: Any) -> None:
    judged = apps.get_model("research", "Output").objects.exclude(judgement="")
    by_asker = judged.filter(project__asked__asker=F("judged_by")).values("pk")
    judged.filter(pk__in=by_asker).update(judged_as="asker")
    judged.filter(judged_as="").update(judged_as="partner")


class Migration(migrations.Migration):
    dependencies = [("research", "0002_name_shown")]

    operations = [
        migrations.AddField(
            model_name="output",
            name="judged_as",
            field=models.CharField(
                blank=True,
                choices=[("asker", "says who asked the question"), ("partner", "says the partner organisation")],
                default="",
                editable=False,
                max_length=10,
                verbose_name="judged as",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(who_judged, migrations.RunPython.noop),
    ]
