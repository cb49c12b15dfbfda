from django.db import migrations


def forget(apps, schema_editor):
    """Since when a case waits was kept when it waited no longer."""
    cases = apps.get_model("cases", "Case").objects.exclude(waiting_since=None)
    cases.exclude(state="submitted").update(waiting_since=None)


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_only_what_waits")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
