from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


def test_imports_follow_the_house(capfd) -> None:
    code = lint_imports(no_cache=True)
    assert code == EXIT_STATUS_SUCCESS, (
        f"An import goes up or across (pyproject.toml has the rooms):\n{capfd.readouterr().out}"
    )
