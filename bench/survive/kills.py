"""A server that is killed at random moments while offices report and people look: nothing is lost, nothing is doubled."""

from __future__ import annotations

import random
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.survive.party import Office, Service, audience, stored

if TYPE_CHECKING:
    from collections.abc import Iterator

VIEWERS: Final = 20
OFFICES: Final = 4
# Seconds between a viewer's page and the next.
_THINK: Final = 5.0
# Seconds at most from an acknowledged upload to the next kill; others are on their way meanwhile.
_PEACE: Final = 4.0
_RETURNS_WITHIN: Final = 10.0


def kills(uploads: int) -> Iterator[str]:
    """So many uploads are acknowledged, sent again as often as the server dies over them."""
    random.seed(5)
    with tempfile.TemporaryDirectory(prefix="bench-survive-") as folder:
        data = Path(folder) / "tables"
        with Service(data).running() as service, audience(service.url, VIEWERS, _THINK) as people:
            offices = [Office(data, 1000.0 * number) for number in range(1, OFFICES + 1)]
            done = threading.Event()
            killer = threading.Thread(target=_kill_now_and_then, args=(service, offices, done))
            killer.start()
            # Each its own month: what two change at once is refused to the second.
            reporters = [
                threading.Thread(target=_report, args=(service, one, f"2024-0{month}", uploads // OFFICES))
                for month, one in enumerate(offices, 1)
            ]
            for reporter in reporters:
                reporter.start()
            for reporter in reporters:
                reporter.join()
            done.set()
            killer.join()
            service.wait()
            yield f"{len(service.returns)} kills, {people.looks} looks, {people.lost} of them in vain"
            log = service.log
        acknowledged = sorted(value for office in offices for value in office.acknowledged)
        rows = Counter(stored(data))
        yield f"{len(acknowledged)} uploads acknowledged, lost: {len([v for v in acknowledged if not rows[v]])}"
        yield f"doubled: {len([v for v, times in rows.items() if times > 1])}, rows of uploads nobody heard of: {len(rows) - len(acknowledged)}"
        slow = [seconds for seconds in service.returns if seconds > _RETURNS_WITHIN]
        yield f"back after {max(service.returns):.1f} s at worst, later than {_RETURNS_WITHIN:.0f} s: {len(slow)}"
        yield f"tracebacks in the log: {log.count('Traceback')}"


def _kill_now_and_then(service: Service, offices: list[Office], done: threading.Event) -> None:
    """At a random moment after at least one upload of each life."""
    while not done.is_set():
        before = _acknowledged(offices)
        while _acknowledged(offices) == before and not done.wait(0.02):
            pass
        if not done.wait(random.uniform(0, _PEACE)):
            service.kill()


def _acknowledged(offices: list[Office]) -> int:
    return sum(len(office.acknowledged) for office in offices)


def _report(service: Service, office: Office, month: str, uploads: int) -> None:
    while len(office.acknowledged) < uploads:
        status, _ = office.report(service.url, month)
        if not status:  # nobody there: the next value is another upload
            time.sleep(0.2)
