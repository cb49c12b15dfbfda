from django.db import migrations

TITLES = ("Wat gebeurde er met het laatste advies?", "What happened with the last advice?")


def forget_title(apps, schema_editor):
    """The title of the opening is said in the reader's language, where nobody gave it another."""
    items = apps.get_model("meetings", "AgendaItem").objects
    items.filter(kind="looking_back", title__in=TITLES).update(title="")


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_answer_changed_at")]
    operations = [migrations.RunPython(forget_title, migrations.RunPython.noop)]
