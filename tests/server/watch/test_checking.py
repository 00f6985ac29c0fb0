"""Damage is found by the server itself, before a start or a deletion meets it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indicators.upkeep import LastCheck, last_check
from server.watch.checking import checking, is_due, verified
from tests.server.front_end import finished

if TYPE_CHECKING:
    from indicators.store.store import Store

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "damaged", "due"),
    [(23, (), False), (24, (), True), (0.5, ("plans/a",), False), (1, ("plans/a",), True), (-2, (), True)],
)
def test_due(hours: float, damaged: tuple[str, ...], *, due: bool) -> None:
    """Once a day, once an hour while something is damaged, and where a clock that went wrong noted the future."""
    assert is_due(LastCheck(NOW - timedelta(hours=hours), damaged), NOW) is due


def test_never_checked_is_due() -> None:
    """The first check of tables needs nobody who asks for it."""
    assert is_due(None, NOW)


def test_flipped_bit_of_what_was_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that goes wrong after it was read is found, and what was read stays on screen."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(store.root))
    before = store.snapshot()
    file = next(Path(store.root, "plans").glob("**/*.parquet"))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    finished(verified())
    found = last_check(store.root)
    assert found is not None
    assert found.damaged == (file.relative_to(store.root).as_posix(),)
    assert store.snapshot() is before


def test_it_goes_on_after_a_failure(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that cannot be started, for no handle or memory is left, is tried again."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(store.root))
    again = asyncio.Event()
    tries = []

    async def fails(*_: object, **__: object) -> None:
        tries.append(1)
        if len(tries) > 1:
            again.set()
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(asyncio, "create_subprocess_exec", fails)

    async def check() -> None:
        async with checking(0):
            await asyncio.wait_for(again.wait(), 60)  # for ever, where it gave up

    finished(check())
