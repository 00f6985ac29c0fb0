"""How soon a hundred open pages get a value that another process reports.

``python -m bench.sse_latency [ROUNDS]``. Measures the time from the end of that process until the first and the last client
have the new version, and its ratio to the interval in which the server reads the version.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Final

from server.events import POLL_SECONDS
from tests.browser.server import serve
from tests.second_process import report_in_second_process
from tests.server.streams import EventClient

LISTENERS: Final = 100
PROMISED_SECONDS: Final = 5.0


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    first, last = [], []
    with tempfile.TemporaryDirectory(prefix="bench-sse-latency-") as folder, serve(Path(folder)) as server:
        clients = [EventClient(server) for _ in range(LISTENERS)]
        for client in clients:
            client.receive("event: version")
        for turn in range(rounds):
            report_in_second_process(server.data, 4300.0 + turn)
            since = time.monotonic()
            delays = [(client.receive("event: version"), time.monotonic() - since)[1] for client in clients]
            first.append(delays[0])
            last.append(delays[-1])
    for name, times in (("first", first), ("last", last)):
        middle = median(times)
        print(
            f"{name:>6} median {middle:5.2f} s   worst {max(times):5.2f} s   ratio {middle / POLL_SECONDS:5.2f}"
        )
    print(f"promised {PROMISED_SECONDS} s")


if __name__ == "__main__":
    main()
