from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("lib", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Tries",
            fields=[
                ("key", models.CharField(editable=False, max_length=64, primary_key=True, serialize=False)),
                ("count", models.PositiveIntegerField(editable=False)),
                ("until", models.DateTimeField(db_index=True, editable=False)),
            ],
        ),
    ]
