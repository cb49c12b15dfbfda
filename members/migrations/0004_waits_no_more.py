from django.db import migrations


def forget(apps, schema_editor):
    """Since when a request waits was kept when it was answered."""
    requests = apps.get_model("members", "JoinRequest").objects.exclude(waiting_since=None)
    requests.exclude(state="waiting").update(waiting_since=None)


class Migration(migrations.Migration):
    dependencies = [("members", "0003_join_requests_of_a_member")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
