"""The pieces of the public site whose words the studio may change itself."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TextKey(TextChoices):
    HOME_WELCOME = "home_welcome", _("Home: welcome")
    HOME_FOR_WHOM = "home_for_whom", _("Home: who it is for")
    HOME_ROUND = "home_round", _("Home: how a case goes round")
    HOME_ASKS = "home_asks", _("Home: what it asks of you")
    ABOUT = "about", _("About the studio")
    HOUSE_RULES = "house_rules", _("House rules")
    PRIVACY = "privacy", _("Privacy")
    ACCESSIBILITY = "accessibility", _("Accessibility")


HOME_KEYS = [TextKey.HOME_WELCOME, TextKey.HOME_FOR_WHOM, TextKey.HOME_ROUND, TextKey.HOME_ASKS]
