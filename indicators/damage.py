"""What to say when a table cannot be read: which file it is, without the library's stack trace."""

from __future__ import annotations

import json
import re
from pathlib import Path

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def first_line(error: BaseException) -> str:
    """The sentence in a library's error: Rust appends a stack trace when RUST_BACKTRACE is set."""
    return _COLOUR.sub("", str(error)).strip().split("\n", 1)[0]


def broken_log_file(path: str) -> str | None:
    """The first file of a local table's log that is not lines of JSON; the library names only the folder."""
    if "://" in path and not path.startswith("file://"):
        return None
    log = Path(path.removeprefix("file://")) / "_delta_log"
    return next((str(file) for file in sorted(log.glob("*.json")) if not _is_json_lines(file)), None)


def _is_json_lines(file: Path) -> bool:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
        return bool(lines) and all(isinstance(json.loads(line), dict) for line in lines)
    except (OSError, ValueError):
        return False
