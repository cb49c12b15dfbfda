from django.db import migrations


def forget(apps, schema_editor):
    """Reasons that may quote an intake which is gone already."""
    moves = apps.get_model("cases", "CaseMove").objects.filter(subject__intake=None).exclude(why="")
    moves.filter(to_state__in=["declined", "withdrawn", "submitted"]).update(why="")


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_waits_no_more")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
