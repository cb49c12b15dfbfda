import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_newest_release_in_the_changelog_is_the_version_of_the_project() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == "Unreleased", "What is new since the last release stands on top, under Unreleased."
    assert headings[1].split(",")[0] == version
    assert all(re.fullmatch(r"\d+\.\d+\.\d+, \d{1,2} [A-Z][a-z]+ \d{4}", heading) for heading in headings[1:])
