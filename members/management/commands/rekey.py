"""Encrypt the secrets of second factors with the present SECRET_KEY, so that an earlier key may be dropped."""

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

from members.adapter import vault

SEALED = ("secret", "seed")


class Command(BaseCommand):
    help = __doc__

    @transaction.atomic
    def handle(self, **options: object) -> None:
        keys = vault()
        count = 0
        for factor in Authenticator.objects.select_for_update():
            sealed = [name for name in SEALED if name in factor.data]
            for name in sealed:
                factor.data[name] = keys.rotate(factor.data[name].encode()).decode()
            if sealed:
                factor.save(update_fields=["data"])
                count += 1
        self.stdout.write(f"{count} second factors now use the present SECRET_KEY.")
