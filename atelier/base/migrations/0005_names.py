from django.db import migrations

# Whole words with their accents taken off: for names, in which "Wil" and "Al" are no words to leave out.
MAKE_CONFIG = """
CREATE TEXT SEARCH CONFIGURATION names (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION names
    ALTER MAPPING FOR asciiword, hword, hword_part, word, numword, numhword, hword_numpart WITH unaccent, simple;
"""
DROP_CONFIG = "DROP TEXT SEARCH CONFIGURATION names;"


class Migration(migrations.Migration):
    dependencies = [("lib", "0004_kept")]
    operations = [migrations.RunSQL(MAKE_CONFIG, DROP_CONFIG)]
