import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_append_only")]

    operations = [
        migrations.CreateModel(
            name="Origin",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="origin",
                        serialize=False,
                        to="audit.entry",
                        verbose_name="audit entry",
                    ),
                ),
                ("address", models.GenericIPAddressField(verbose_name="internet address")),
            ],
            options={"verbose_name": "origin of an audit entry", "verbose_name_plural": "origins of audit entries"},
        ),
    ]
