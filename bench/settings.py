"""The portal's own (production) settings, with the floor beside its pages."""

from atelier.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], BASE_DIR / "bench" / "templates"]  # noqa: F405
# It logs in and searches faster than any person may.
LIMITED = False
