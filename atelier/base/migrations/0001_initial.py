import uuid

import django.utils.timezone
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations, models

# Dutch words by their stem, with accents taken off first: "coördinatie" finds "coordinatie".
MAKE_CONFIG = """
CREATE TEXT SEARCH CONFIGURATION dutch_unaccent (COPY = pg_catalog.dutch);
ALTER TEXT SEARCH CONFIGURATION dutch_unaccent
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, dutch_stem;
"""
DROP_CONFIG = "DROP TEXT SEARCH CONFIGURATION dutch_unaccent;"


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(MAKE_CONFIG, DROP_CONFIG),
        migrations.CreateModel(
            name="SubmittedOnce",
            fields=[
                (
                    "token",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("url", models.CharField(blank=True, editable=False, max_length=500)),
                (
                    "at",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now, editable=False),
                ),
            ],
        ),
    ]
