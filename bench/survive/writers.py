"""Two servers on the same tables, each with an office that reports as fast as it can: nothing is lost."""

from __future__ import annotations

import tempfile
import threading
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.survive.party import Office, Service, stored

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVERS: Final = 2


def writers(uploads: int) -> Iterator[str]:
    """So many uploads through each server, all to the same table."""
    with tempfile.TemporaryDirectory(prefix="bench-survive-") as folder, ExitStack() as stack:
        data = Path(folder) / "tables"
        services = [stack.enter_context(Service(data).running()) for _ in range(SERVERS)]
        offices = [Office(data, 1000.0 * number) for number in range(1, SERVERS + 1)]
        statuses: Counter[int] = Counter()

        def report(service: Service, office: Office, first: int) -> None:
            # Seldom the same month: what two change at once is refused to the second.
            for number in range(first, first + uploads):
                statuses[office.report(service.url, f"2024-{number % 9 + 1:02}")[0]] += 1

        threads = [
            threading.Thread(target=report, args=(service, office, 4 * at))
            for at, (service, office) in enumerate(zip(services, offices, strict=True))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        acknowledged = [value for office in offices for value in office.acknowledged]
        rows = Counter(stored(data))
        yield f"answers: {dict(statuses)}"
        yield f"{len(acknowledged)} acknowledged, lost: {len([v for v in acknowledged if not rows[v]])}, doubled: {len([v for v, n in rows.items() if n > 1])}, unasked: {len(set(rows) - set(acknowledged))}"
        yield f"tracebacks in the logs: {sum(service.log.count('Traceback') for service in services)}"
