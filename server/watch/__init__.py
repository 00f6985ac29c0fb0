"""Knows how it is: its state, the log, errors with their ids, runs of pages."""

from server.watch.checking import checking
from server.watch.collector import collected
from server.watch.errors import RequestIds, show_script_error, unreadable
from server.watch.log import latest_errors, log_error, log_unreadable, set_up_log
from server.watch.panics import end_runs_that_panic, panics_as_errors
from server.watch.runs import latest_runs, timed_run
from server.watch.state import (
    LEAST_FREE_BYTES,
    STARTED,
    State,
    connected_pages,
    current_state,
    memory_bytes,
    newest_commits,
    size_text,
)

__all__ = [
    "LEAST_FREE_BYTES",
    "STARTED",
    "RequestIds",
    "State",
    "checking",
    "collected",
    "connected_pages",
    "current_state",
    "end_runs_that_panic",
    "latest_errors",
    "latest_runs",
    "log_error",
    "log_unreadable",
    "memory_bytes",
    "newest_commits",
    "panics_as_errors",
    "set_up_log",
    "show_script_error",
    "size_text",
    "timed_run",
    "unreadable",
]  # fmt: skip
