"""The web server tells the collector to leave what is loaded alone."""

import subprocess
import sys

from tests.fixtures_mail import environment_of_the_test

SCRIPT = "import gc, atelier.wsgi; print(gc.get_freeze_count() > 10_000, gc.get_threshold()[0])"


def test_the_loaded_code_is_frozen(db: None) -> None:
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment_of_the_test(), capture_output=True, text=True, timeout=60
    )
    assert told.stdout.split() == ["True", "50000"], told.stderr
