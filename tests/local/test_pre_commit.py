"""What git runs at a commit and a push is what ./test runs."""

from pathlib import Path

from pre_commit.clientlib import load_config

ROOT = Path(__file__).parents[2]


def test_the_hooks_are_those_of_the_project_itself_and_fetch_nothing() -> None:
    repos = load_config(str(ROOT / ".pre-commit-config.yaml"))["repos"]
    assert {repo["repo"] for repo in repos} == {"local"}
    hooks = [hook for repo in repos for hook in repo["hooks"]]
    assert {hook["language"] for hook in hooks} == {"unsupported"}  # its newer name for "system"
    assert {hook["entry"]: hook["stages"] for hook in hooks} == {
        "./test --checks": ["pre-commit"],
        "./test --quick": ["pre-push"],
    }
