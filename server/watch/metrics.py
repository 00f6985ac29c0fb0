"""``/api/v1/metrics``: what Prometheus reads, as text; names and meanings stand in ``METRICS``."""

from __future__ import annotations

import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import anyio
from starlette.responses import PlainTextResponse
from streamlit import runtime

from indicators.counters import count, counted
from indicators.store import StoreError, shared_store
from server.watch.health import product_version

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from starlette.requests import Request

# Name: type, label, meaning. What is counted somewhere is counted by the same name.
METRICS: Final = {
    "sixlifts_info": ("gauge", "version", "Version of the product."),
    "sixlifts_table_version": ("gauge", "table", "Version of each table."),
    "sixlifts_page_runs_total": ("counter", "page", "How often a page was run."),
    "sixlifts_page_seconds_total": ("counter", "page", "How long these runs took together."),
    "sixlifts_uploads_total": ("counter", "outcome", "Files that were to be committed, by what came of it."),
    "sixlifts_issues_total": ("counter", "code", "Problems, questions and remarks in checked files."),
    "sixlifts_errors_total": ("counter", "", "Errors nobody foresaw; each stands in the log."),
    "sixlifts_event_listeners": ("gauge", "", "Open event streams."),
    "sixlifts_sessions": ("gauge", "", "Connected pages."),
    "sixlifts_memory_bytes": ("gauge", "", "Resident memory of the process."),
}
_MEMORY: Final = Path("/proc/self/status")
_KILO: Final = 1024


@contextmanager
def timed_run(page: str) -> Iterator[None]:
    """Count a run of a page and how long it takes, whatever ends it."""
    start = time.perf_counter()
    try:
        yield
    finally:
        count("sixlifts_page_runs_total", page)
        count("sixlifts_page_seconds_total", page, by=time.perf_counter() - start)


async def metrics(_: Request) -> PlainTextResponse:
    """All of them, now."""
    text = await anyio.to_thread.run_sync(lambda: as_text({**counted(), **_now()}))
    return PlainTextResponse(text, media_type="text/plain; version=0.0.4")


def as_text(values: Mapping[tuple[str, str], float]) -> str:
    """Values by name and label in Prometheus's format; a label's quotes and ends of lines are escaped."""
    lines = []
    for name, (kind, label_name, meaning) in METRICS.items():
        lines += [f"# HELP {name} {meaning}", f"# TYPE {name} {kind}"]
        for (counted_name, label), value in sorted(values.items()):
            if counted_name == name:
                escaped = label.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
                lines.append(
                    f'{name}{{{label_name}="{escaped}"}} {value}' if label_name else f"{name} {value}"
                )
    return "\n".join(lines) + "\n"


def _now() -> dict[tuple[str, str], float]:
    values: dict[tuple[str, str], float] = {("sixlifts_info", product_version()): 1}
    try:
        tables = shared_store().snapshot().versions
    except StoreError:
        tables = {}  # health says it
    values |= {("sixlifts_table_version", table): version for table, version in tables.items()}
    if runtime.exists():
        stats = runtime.get_instance().stats_mgr.get_stats(["active_sessions"])
        values["sixlifts_sessions", ""] = sum(stat.value for stat in stats.get("active_sessions", ()))  # type: ignore[attr-defined]
    if _MEMORY.exists():
        (resident,) = (line for line in _MEMORY.read_text().splitlines() if line.startswith("VmRSS:"))
        values["sixlifts_memory_bytes", ""] = int(resident.split()[1]) * _KILO
    return values
