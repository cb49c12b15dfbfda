from django.db import migrations


class Migration(migrations.Migration):
    """The models let go of `once`, the token of a form; the column stays for the version before, which writes it.

    It can be empty, so nothing has to be said of it. The next release drops it:
    `migrations.RunSQL("ALTER TABLE members_joinrequest DROP COLUMN IF EXISTS once")`.
    """

    dependencies = [("members", "0010_searches_of_the_workplace")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField("bringseek", "once"),
                migrations.RemoveField("joinrequest", "once"),
            ]
        ),
    ]
