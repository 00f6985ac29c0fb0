"""Panics: what libraries written in Rust raise when they give up, past every ``except Exception``, made errors like others."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from streamlit.runtime.scriptrunner import script_runner

from indicators.store import is_panic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class PanicError(Exception):
    """A library gave up; its own exception is the cause."""


@contextmanager
def panics_as_errors() -> Iterator[None]:
    """Raise a ``PanicError`` instead of a panic; everything else, such as the end of a run, passes."""
    try:
        yield
    except BaseException as error:
        if not is_panic(error):
            raise
        raise PanicError(str(error)) from error


def end_runs_that_panic() -> None:
    """Let a panic end a run of a page like any error: past Streamlit's own handler the page would run for ever."""
    runner: Any = script_runner
    run = runner.exec_func_with_error_handling

    def run_without_panics(function: Callable[[], Any], context: Any) -> Any:  # noqa: ANN401 - Streamlit's own
        return run(panics_as_errors()(function), context)

    runner.exec_func_with_error_handling = run_without_panics
