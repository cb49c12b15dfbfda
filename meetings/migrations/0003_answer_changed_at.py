import django.utils.timezone
from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_methods")]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now, db_default=Now(), editable=False),
        ),
    ]
