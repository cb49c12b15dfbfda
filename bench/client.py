"""A small HTTP client over one kept-open connection."""

import http.client
import threading
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    status: int
    bytes: int
    body: bytes
    cpu_ms: float
    wall_ms: float
    queries: int


class Client:
    """One browser: a connection, a session."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = {
            "Host": "portaal.voorbeeld.test",
            "X-Forwarded-Proto": "https",
            "Accept-Encoding": "br, gzip",
            "Accept-Language": "nl",
        }
        if cookie:
            self.headers["Cookie"] = cookie

    def get(self, path: str) -> Answer:
        self.connection.request("GET", path, headers=self.headers)
        response = self.connection.getresponse()
        body = response.read()
        cpu, wall, queries = (response.headers.get("X-Bench") or "0 0 0").split()
        size = len(body) + sum(len(name) + len(value) + 4 for name, value in response.getheaders())
        return Answer(response.status, size, body, float(cpu), float(wall), int(queries))


def throughput(port: int, path: str, cookie: str, *, clients: int = 8, seconds: float = 1.5) -> float:
    """Answers per second with so many clients at once."""
    done = [0] * clients
    until = time.perf_counter() + seconds

    def ask(number: int) -> None:
        client = Client(port, cookie)
        while time.perf_counter() < until:
            client.get(path)
            done[number] += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(clients)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - begun)
