from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class DeskConfig(AppConfig):
    name = "atelier.desk"


class SiteConfig(AdminConfig):
    """Django's admin with our own site in place of its default one."""

    default_site = "atelier.desk.site.DeskSite"
