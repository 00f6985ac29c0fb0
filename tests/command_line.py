"""The command line, called in this process: what it prints and its exit code, without the start of another Python."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from indicators.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Finished:
    """A command that has ended.

    Attributes:
        returncode: its exit code.
        stdout: what it printed.
        stderr: why it refused.
    """

    returncode: int
    stdout: str
    stderr: str


def run(data: Path, *arguments: object) -> Finished:
    """``python -m indicators`` with these arguments, on the tables in ``data``."""
    stdout, stderr = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as environment, redirect_stdout(stdout), redirect_stderr(stderr):
        environment.setenv("SIXLIFTS_DATA", str(data))
        environment.setenv("SIXLIFTS_DEMO", "1")
        try:
            code: Any = main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = end.code
    return Finished(int(code or 0), stdout.getvalue(), stderr.getvalue())


def answered(data: Path, *arguments: object, code: int = 0) -> Any:
    """The JSON of a command that ends with this exit code; it must not hold NaN or Infinity."""

    def refuse(constant: str) -> None:
        pytest.fail(f"{constant} is no JSON")

    done = run(data, *arguments, "--json")
    assert done.returncode == code, done.stderr + done.stdout
    return json.loads(done.stdout, parse_constant=refuse)
