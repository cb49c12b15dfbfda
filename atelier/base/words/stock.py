"""Words of Django's own pages that its Dutch leaves in English: here, so that our catalogue gives them.

tests/base/test_stock.py finds at the desk what is still missing.
"""

from django.utils.translation import gettext_noop, ngettext_lazy

WORDS = (gettext_noop("Filter by %(field_name)s"), gettext_noop("- Select an option -"))
COUNTED = ngettext_lazy("…and %(count)d more object.", "…and %(count)d more objects.", "count")
