"""``/api/v1/metrics``: what Prometheus reads, as text; names and meanings stand in ``METRICS``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import anyio
from starlette.responses import PlainTextResponse

from indicators.counters import counted
from server.watch.state import connected_pages, current_state, memory_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    "sixlifts_refused_total": ("counter", "reason", "Requests, keys and connections that were refused."),
    "sixlifts_event_listeners": ("gauge", "", "Open event streams."),
    "sixlifts_sessions": ("gauge", "", "Connected pages."),
    "sixlifts_memory_bytes": ("gauge", "", "Resident memory of the process."),
    "sixlifts_free_bytes": ("gauge", "", "Disk left where the tables are."),
    "sixlifts_concerns": ("gauge", "", "How much is not in order; /api/v1/health says what."),
    "sixlifts_damaged_tables": ("gauge", "", "Tables with damaged files."),
    "sixlifts_damaged_files": ("gauge", "", "Damaged files that the last check found."),
    "sixlifts_last_check_timestamp_seconds": ("gauge", "", "When all files were last read to their end."),
    "sixlifts_last_backup_timestamp_seconds": ("gauge", "", "When the last good backup was made."),
}


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
    state = current_state()
    versions = state.snapshot.versions if state.snapshot else {}
    values: dict[tuple[str, str], float] = {("sixlifts_info", state.product): 1}
    values |= {("sixlifts_table_version", table): version for table, version in versions.items()}
    single = {
        "sixlifts_sessions": connected_pages(),
        "sixlifts_memory_bytes": memory_bytes(),
        "sixlifts_free_bytes": state.free_bytes,
        "sixlifts_concerns": len(state.concerns),
        "sixlifts_damaged_tables": len(state.damaged),
        "sixlifts_damaged_files": len(state.check.damaged) if state.check else None,
        "sixlifts_last_check_timestamp_seconds": state.check.at.timestamp() if state.check else None,
        "sixlifts_last_backup_timestamp_seconds": state.backup.at.timestamp() if state.backup else None,
    }
    return values | {(name, ""): value for name, value in single.items() if value is not None}
