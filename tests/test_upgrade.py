"""An upgrade can be taken back: the version before writes on the schema of this one (docs/operations.md)."""

from django.db.migrations import AddField, CreateModel, Migration
from django.db.migrations.loader import MigrationLoader

OURS = {"audit", "cases", "lib", "meetings", "members", "outbox", "pages", "research"}
# Nobody goes back past it.
LONG_AGO = {("research", "0003_judged_as")}


def columns_without_a_value(migration: Migration) -> list[str]:
    """Columns new in a table that was there, which an INSERT of the version before would leave empty."""
    made = {step.name_lower for step in migration.operations if isinstance(step, CreateModel)}
    added = [step for step in migration.operations if isinstance(step, AddField) and step.model_name_lower not in made]
    return [
        f"{migration.app_label}.{migration.name}: {step.model_name}.{step.name}"
        for step in added
        if not (step.field.null or step.field.many_to_many or step.field.generated or step.field.has_db_default())
    ]


def test_a_new_column_fills_itself_for_the_version_before() -> None:
    migrations = MigrationLoader(None).disk_migrations
    assert {app for app, _name in migrations} >= OURS
    since = [each for name, each in migrations.items() if name[0] in OURS and name not in LONG_AGO]
    missing = [column for each in since for column in columns_without_a_value(each)]
    assert missing == [], "give these fields a db_default, or let them be null"
