"""The web server's entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atelier.settings")

application = get_wsgi_application()

from atelier.base.start.checks import refuse_unsafe_start  # noqa: E402  (needs the settings)
from atelier.base.start.collector import leave_the_loaded_alone  # noqa: E402

refuse_unsafe_start()
leave_the_loaded_alone()
