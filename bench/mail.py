"""Mails per second through the outbox to a server on loopback, beside two floors.

The floors: a bare smtplib loop with ready bytes, and Django's own mail classes over one connection, no outbox.

    python bench/mail.py [--mails 1000] [--rounds 5]

Uses DATABASE_URL (its rows are removed afterwards). Rounds are taken in turn; the medians and their ratio are printed.
"""

import argparse
import asyncio
import os
import smtplib
import statistics
import subprocess
import sys
import time
from email import policy
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atelier.settings")
os.environ.setdefault("ATELIER_MODE", "test")

OCCASION = "bench:mail"


def serve() -> None:
    """A server that takes everything, in a process of its own; prints its port."""
    from aiosmtpd.handlers import Sink
    from aiosmtpd.smtp import SMTP

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: SMTP(Sink()), "127.0.0.1", 0)
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.Event().wait()

    asyncio.run(run())


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.mail import mailers

    from atelier.base.start.mailers import mailer
    from atelier.mail import actions, delivery
    from atelier.mail.messages import Mail, Recipient, compose, message
    from atelier.mail.models import OutboxMessage

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--mails", type=int, default=1000)
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()

    @message("bench.mail")
    def bench_mail(to: Recipient) -> Mail:
        return compose("mail/bench", to, {})

    settings.TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
    actions.ring = lambda: None  # the bench sweeps itself
    addresses = [f"gast{number}@voorbeeld.test" for number in range(given.mails)]
    server = subprocess.Popen([sys.executable, __file__, "--serve"], stdout=subprocess.PIPE, text=True)
    assert server.stdout
    settings.MAILERS = {"default": mailer(f"smtp://127.0.0.1:{int(server.stdout.readline())}")}
    port = settings.MAILERS["default"]["OPTIONS"]["port"]

    def outbox(number: int) -> tuple[float, float]:
        began = time.perf_counter()
        actions.queue_many("bench.mail", to=addresses, occasion=f"{OCCASION}:{number}")
        queued = time.perf_counter()
        while not delivery.sweep():
            pass
        ended = time.perf_counter()
        assert OutboxMessage.objects.filter(occasion=f"{OCCASION}:{number}", state="sent").count() == given.mails
        return queued - began, ended - queued

    def bare(texts: list[tuple[str, bytes]]) -> float:
        began = time.perf_counter()
        with smtplib.SMTP("127.0.0.1", port) as client:
            for address, text in texts:
                client.sendmail("portaal@voorbeeld.test", [address], text)
        return time.perf_counter() - began

    def plain(row: OutboxMessage, to: Recipient) -> float:
        mail = bench_mail(to)
        began = time.perf_counter()
        with mailers.default as line:
            for _ in addresses:
                line.send_messages([delivery.envelope(row, to, mail)])
        return time.perf_counter() - began

    try:
        actions.queue("bench.mail", to="gast@voorbeeld.test", occasion=OCCASION)
        row = OutboxMessage.objects.get(occasion=OCCASION)
        to = delivery.recipient_of(row)
        text = delivery.envelope(row, to, bench_mail(to)).message(policy=policy.SMTP).as_bytes()
        row.delete()
        pairs = [(one, text) for one in addresses]
        rounds = [(*outbox(number), plain(row, to), bare(pairs)) for number in range(given.rounds)]
    finally:
        OutboxMessage.objects.filter(occasion__startswith=OCCASION).delete()
        server.terminate()
    queueing, sweeping, django_alone, floor = (statistics.median(column) for column in zip(*rounds, strict=True))
    rate = given.mails
    lines = [
        f"{rate} mails of {len(text)} bytes, median of {given.rounds} rounds taken in turn",
        f"queue_many        {rate / queueing:8.0f} rows/s",
        f"sweep             {rate / sweeping:8.0f} mails/s",
        f"Django alone      {rate / django_alone:8.0f} mails/s, sweep takes {sweeping / django_alone:.1f} times that",
        f"bare smtplib loop {rate / floor:8.0f} mails/s, sweep takes {sweeping / floor:.1f} times that",
    ]
    print("\n".join(lines))


if __name__ == "__main__":
    serve() if "--serve" in sys.argv else main()
