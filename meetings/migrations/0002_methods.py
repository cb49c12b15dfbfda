"""The methods the studio begins with. Names that are already there are left as they are."""

from django.db import migrations

from meetings.method_texts import METHODS


def load(apps, schema_editor):
    Method = apps.get_model("meetings", "Method")
    MethodStep = apps.get_model("meetings", "MethodStep")
    for texts in METHODS:
        steps = texts["steps"]
        method, made = Method.objects.get_or_create(
            slug=texts["slug"], defaults={name: value for name, value in texts.items() if name not in ("slug", "steps")}
        )
        if made:
            MethodStep.objects.bulk_create(
                MethodStep(method=method, position=position, **step) for position, step in enumerate(steps, start=1)
            )


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
