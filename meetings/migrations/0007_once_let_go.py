from django.db import migrations


class Migration(migrations.Migration):
    """The models let go of `once`, the token of a form; the column stays for the version before, which writes it.

    It can be empty, so nothing has to be said of it. The next release drops it:
    `migrations.RunSQL("ALTER TABLE meetings_meeting DROP COLUMN IF EXISTS once")`.
    """

    dependencies = [("meetings", "0006_rounds_of_mail")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField("meeting", "once"),
                migrations.RemoveField("series", "once"),
            ]
        ),
    ]
