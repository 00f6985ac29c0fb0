"""Fifty people look for half an hour while a value comes each minute: the server takes no more memory than before."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.survive.party import Office, Service, audience

if TYPE_CHECKING:
    from collections.abc import Iterator

VIEWERS: Final = 50
MINUTES: Final = 30
# Seconds between a viewer's page and the next.
_THINK: Final = 20.0
_SETTLED_MINUTES: Final = 5
_PLOT: Final = Path(__file__).parents[1] / "results" / "soak.svg"


def soak(rounds: int = 1) -> Iterator[str]:
    """Memory at each minute; ``rounds`` half hours."""
    with tempfile.TemporaryDirectory(prefix="bench-survive-") as folder:
        data = Path(folder) / "tables"
        with Service(data).running() as service, audience(service.url, VIEWERS, _THINK) as people:
            office, megabytes, start = Office(data), [service.memory()], time.monotonic()
            for minute in range(1, MINUTES * rounds + 1):
                status, _ = office.report(service.url)
                time.sleep(max(0.0, start + minute * 60 - time.monotonic()))
                megabytes.append(service.memory())
                print(
                    f"minute {minute}: {megabytes[-1]:.0f} MB, {service.handles()} handles, {people.looks} looks, upload {status}",
                    flush=True,
                )
            settled, last = megabytes[_SETTLED_MINUTES], megabytes[-1]
            _PLOT.write_text(plot(megabytes), encoding="utf-8")
            yield f"{people.looks} looks, {people.lost} of them in vain, {len(office.acknowledged)} uploads"
            yield f"{settled:.0f} MB after {_SETTLED_MINUTES} minutes, {last:.0f} at the end: {last / settled:.3f}"
            yield f"tracebacks in the log: {service.log.count('Traceback')}"


def plot(megabytes: list[float]) -> str:
    """The memory of each minute as a line, from zero."""
    width, height, top = 640, 240, 1.2 * max(megabytes)
    points = " ".join(
        f"{50 + minute * (width - 60) / (len(megabytes) - 1):.1f},{height - 30 - value / top * (height - 40):.1f}"
        for minute, value in enumerate(megabytes)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>'
        f'<path d="M50 10V{height - 30}H{width - 10}" fill="none" stroke="#888"/>'
        f'<polyline points="{points}" fill="none" stroke="#14407a" stroke-width="2"/>'
        f'<text x="4" y="20">{top:.0f} MB</text><text x="30" y="{height - 30}">0</text>'
        f'<text x="{width - 80}" y="{height - 10}">{len(megabytes) - 1} minutes</text></svg>\n'
    )
