"""The long lists of the desk, outbox and audit: 10,000 rows beside 2,000,000, and what each tick asks of them.

    ./bench/run lists
    ./bench/run lists --large 200000 --requests 10

Two databases on one throw-away server, the same people in both. Every filter of the list's own page is asked, each
kind of search, the first page and page 300; in turn, request by request.
"""

import argparse
import html
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from urllib.parse import quote

import psycopg

from bench.client import Client
from bench.growth import Pair, ask, copied
from bench.pages import ROOT, environment, prepare, serving, sessions

AIM = 1.5
LISTS = {"outbox": "outbox_outboxmessage", "audit": "audit_entry"}
SEARCHES = {
    "outbox": {
        "an occasion": "meeting:77",
        "a message": "<bench-5000@voorbeeld.test>",
        "an address": "gast5000@voorbeeld.test",
        "an address of nobody": "niemand@voorbeeld.test",
        "a member's address": "samira@voorbeeld.test",
        "a member": "samira haddad",
        "a name that many have": "jansen",
        "nothing": "bestaatniet",
    },
    "audit": {
        "a verb": "case.released",
        "a rare verb": "member.erased",
        "a number": "77",
        "a member": "samira haddad",
        "a member's address": "samira@voorbeeld.test",
        "a name that many have": "jansen",
        "nothing": "bestaatniet",
    },
}
# Four hundred days of mail; one in a thousand failed, one in ten thousand is unsure, a hundred still have to leave.
OUTBOX = """
INSERT INTO outbox_outboxmessage (kind, recipient_id, address, person, language, params, sealed, occasion, moment,
    version, due_at, try_at, expires_at, state, attempts, resent, message_id, last_answer, sent_at, created_at)
SELECT kinds[1 + n %% cardinality(kinds)], CASE WHEN n %% 100 > 0 THEN people[1 + n %% cardinality(people)] END,
    CASE WHEN n %% 100 > 0 THEN '' ELSE 'gast' || n || '@voorbeeld.test' END, 'bench:' || n, 'nl', '{}', '',
    'meeting:' || n / 100, '', 0, at, at, NULL, state, 1, 0, '<bench-' || n || '@voorbeeld.test>', '250 ok',
    CASE state WHEN 'sent' THEN at END, at
FROM (
    SELECT n, now() - interval '390 days' * (n::float8 / %(rows)s) AS at, CASE WHEN n <= 100 THEN 'planned'
        WHEN n %% 10000 = 77 THEN 'unsure' WHEN n %% 1000 = 7 THEN 'failed' WHEN n %% 500 = 3 THEN 'expired'
        WHEN n %% 100 = 1 THEN 'cancelled' ELSE 'sent' END AS state
    FROM generate_series(1, %(rows)s) AS n
) AS made, (SELECT array_agg(id ORDER BY id) AS people FROM members_member) AS members,
    (SELECT %(kinds)s::text[] AS kinds) AS names
"""
AUDIT = """
INSERT INTO audit_entry (at, actor_id, verb, object_type, object_id, result, note)
SELECT now() - interval '1500 days' * (n::float8 / %(rows)s), people[1 + n %% cardinality(people)],
    CASE WHEN n %% 5000 = 5 THEN 'member.erased' ELSE verbs[1 + n %% cardinality(verbs)] END,
    CASE WHEN n %% 5000 = 5 THEN 'members.organisation' ELSE types[1 + n / 7 %% cardinality(types)] END,
    (n / 100)::text, CASE WHEN n %% 2000 = 9 THEN 'refused' ELSE 'ok' END, ''
FROM generate_series(1, %(rows)s) AS n, (SELECT array_agg(id ORDER BY id) AS people FROM members_member) AS members,
    (SELECT %(verbs)s::text[] AS verbs, %(types)s::text[] AS types) AS names
"""
VERBS = ["case.released", "case.read", "member.changed", "login", "meeting.published", "attendance.recorded"]
TYPES = ["cases.case", "members.member", "meetings.meeting"]


def main() -> None:
    options = arguments()
    os.environ.update(environment())
    prepare()
    fill = ["fill", "--members", "1000", "--cases", "0", "--meetings", "0", "--projects", "0"]
    subprocess.run([sys.executable, "manage.py", *fill], cwd=ROOT, check=True, capture_output=True)
    import django

    django.setup()
    cookie = sessions()["moderator"]
    small = os.environ["DATABASE_URL"]
    large = copied(small)
    for database, rows in ((small, options.small), (large, options.large)):
        begun = time.monotonic()
        write(database, rows)
        print(f"{rows:,} rows of each in {time.monotonic() - begun:.0f} s", flush=True)
    with (
        serving("bench.asgi", "bench.settings", database=small) as one,
        serving("bench.asgi", "bench.settings", database=large) as other,
    ):
        pairs = [Pair(name, "moderator", path) for name, path in pages(Client(one, cookie))]
        for pair in pairs:
            ask(pair, (one, other), cookie, options.requests)
            if not pair.large:
                print(f"Left out, for it gives no page: {pair.path}", file=sys.stderr)
    report(pairs, options)
    report_tick(small, large)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=10_000, help="rows")
    parser.add_argument("--large", type=int, default=2_000_000, help="rows")
    parser.add_argument("--requests", type=int, default=9, help="per page and database")
    return parser.parse_args()


def write(database: str, rows: int) -> None:
    from atelier.mail.messages import messages

    with psycopg.connect(database, autocommit=True) as server:
        server.execute(OUTBOX, {"rows": rows, "kinds": sorted(messages())})
        server.execute(AUDIT, {"rows": rows, "verbs": VERBS, "types": TYPES})
        server.execute("VACUUM ANALYZE")


def pages(client: Client) -> Iterator[tuple[str, str]]:
    """(name, path) of each way to look at the lists; the filters are those that the page itself offers."""
    from django.urls import reverse

    for name, model in LISTS.items():
        path = reverse(f"admin:{model}_changelist")
        yield f"{name}: first page", path
        yield f"{name}: page 300", f"{path}?p=300"
        for query in filters(client, path):
            yield f"{name}: {query}", f"{path}?{query}"
        for label, typed in SEARCHES[name].items():
            yield f"{name}: search, {label}", f"{path}?q={quote(typed)}"


def filters(client: Client, path: str) -> list[str]:
    """Those that the list's page offers; of kinds, of which there are dozens, every fifth."""
    body = client.get(path).body.decode()
    offered = [html.unescape(query) for query in re.findall(r'href="\?([^"]+)"', body)]
    found = list(dict.fromkeys(query for query in offered if not query.startswith(("p=", "o=", "_"))))
    kinds = [query for query in found if query.startswith("kind=")]
    return [query for query in found if query not in kinds] + kinds[::5]


def report(pairs: list[Pair], options: argparse.Namespace) -> None:
    print(f"\n| list | queries | ms at {options.small:,} | ms at {options.large:,} | x time |")
    print("| --- | --- | --- | --- | --- |")
    pairs = [pair for pair in pairs if pair.large]
    for pair in sorted(pairs, key=lambda pair: -pair.ratio("wall_ms")):
        times = [statistics.median(a.wall_ms for a in answers) for answers in (pair.small, pair.large)]
        star = "*" if pair.ratio("wall_ms") > AIM else ""
        print(
            f"| {pair.name} | {pair.large[-1].queries} | {times[0]:.1f} | {times[1]:.1f} "
            f"| {pair.ratio('wall_ms'):.2f}{star} |"
        )
    print(f"\n{len(pairs)} pages, {sum(pair.ratio('wall_ms') > AIM for pair in pairs)} of them over {AIM} (*).")


def tick() -> list[Callable[[], object]]:
    """What every minute, hour and page of health asks of these tables."""
    from django.utils import timezone

    from atelier.audit.actions import purge_origins
    from atelier.mail import delivery, queries
    from atelier.mail.models import OutboxMessage

    return [
        delivery.recover,
        delivery.expire,
        delivery.purge,
        lambda: delivery.claim(OutboxMessage.objects.due(timezone.now())),
        queries.oldest_due_age,
        purge_origins,
    ]


def report_tick(small: str, large: str) -> None:
    """Each question that the work of a tick asks, again in both databases; nothing of it stays."""
    print("\n| question | ms in the one | ms in the other |\n| --- | --- | --- |")
    with psycopg.connect(small) as one, psycopg.connect(large) as other:
        for question in asked_by(tick()):
            times = [median_ms(server, question) for server in (one, other)]
            print(f"| {question[:110].replace('|', '')} | {times[0]:.1f} | {times[1]:.1f} |")


def asked_by(work: list[Callable[[], object]]) -> list[str]:
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    with transaction.atomic(), CaptureQueriesContext(connection) as captured:
        for one in work:
            one()
        transaction.set_rollback(True)
    return [one["sql"] for one in captured if one["sql"].startswith(("SELECT", "UPDATE", "DELETE"))]


def median_ms(server: "psycopg.Connection[tuple[object, ...]]", question: str, times: int = 5) -> float:
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        server.execute(question.encode())
        spent.append((time.perf_counter() - begun) * 1000)
        server.rollback()
    return statistics.median(spent)


if __name__ == "__main__":
    main()
