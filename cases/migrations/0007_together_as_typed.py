from django.db import migrations, models


def as_typed(apps, schema_editor):
    """In a draft stand addresses; who takes part with them is looked up when it is submitted."""
    for case in apps.get_model("cases", "Case").objects.filter(state="draft", co_submitters__isnull=False).distinct():
        addresses = case.co_submitters.order_by("pk").values_list("email", flat=True)
        apps.get_model("cases", "Intake").objects.filter(case=case).update(together="\n".join(addresses))
        case.co_submitters.clear()


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_reasons_go_with_the_intake")]
    operations = [
        migrations.AddField(
            model_name="intake",
            name="together",
            field=models.TextField(blank=True, db_default="", default="", max_length=1500, verbose_name="who submits with you"),
        ),
        migrations.RunPython(as_typed, migrations.RunPython.noop),
    ]
