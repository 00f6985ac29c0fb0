"""What strangers can make the libraries log is bounded."""

from __future__ import annotations

import logging

from server.watch.floods import LONGEST, FloodLimit


def written(limit: FloodLimit, message: str, *values: str) -> list[str]:
    """The line that is written, or none."""
    record = logging.LogRecord("uvicorn.error", logging.WARNING, "", 0, message, values, None)
    return [record.getMessage()] if limit.filter(record) else []


def test_a_flood_is_cut_short() -> None:
    """So many lines of a kind a minute, whatever their values; other kinds and the next minute have their own."""
    now = [0.0]
    limit = FloodLimit(2, lambda: now[0])
    lines = [line for number in range(9) for line in written(limit, "from %s", str(number))]
    assert lines == ["from 0", "from 1… (no more of this kind for a minute)"]
    assert written(limit, "another") == ["another"]
    now[0] = 60.0
    assert written(limit, "from %s", "9") == ["from 9"]


def test_a_long_line_is_cut() -> None:
    """An origin of 60 KB is not written whole."""
    assert len(written(FloodLimit(), "origin %s", "a" * 60_000)[0]) == LONGEST
