"""Results stay as long as what they were computed from, and no longer."""

from __future__ import annotations

import gc
import threading
import weakref
from datetime import date
from typing import TYPE_CHECKING

import pytest

from indicators.caching import cached_on_owner
from indicators.evaluation.board import board
from indicators.evaluation.months import default_month, months
from indicators.meeting.editions import list_editions
from indicators.period import Period
from indicators.store.seed import shared_store
from indicators.uploads.commit import commit_upload
from server import events
from tests.reports import output, previewed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indicators.store.store import Store

SEPTEMBER = Period(2024, 9)


@pytest.fixture
def _without_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


class Owner:
    """What something is computed from."""


def test_computed_once_for_each_call() -> None:
    """Another argument is another result, another owner too; the same call gives the very same."""
    calls: list[tuple[object, int, bool]] = []

    @cached_on_owner
    def double(owner: Owner, number: int, *, loud: bool = False) -> list[int]:
        calls.append((owner, number, loud))
        return [2 * number]

    first, second = Owner(), Owner()
    assert double(first, 1) is double(first, 1)
    assert double(first, 2) == [4]
    double(first, 1, loud=True)
    double(second, 1)
    assert calls == [(first, 1, False), (first, 2, False), (first, 1, True), (second, 1, False)]


def test_many_who_ask_at_once() -> None:
    """Whoever asks for what is being computed waits for it and computes nothing again."""
    begun, go_on, calls = threading.Event(), threading.Event(), []

    @cached_on_owner
    def slow(_: Owner) -> object:
        calls.append(1)
        begun.set()
        assert go_on.wait(30)
        return object()

    owner, results = Owner(), []
    threads = [threading.Thread(target=lambda: results.append(slow(owner))) for _ in range(8)]
    for thread in threads:
        thread.start()
    assert begun.wait(30)
    go_on.set()
    for thread in threads:
        thread.join()
    assert len(calls) == 1
    assert len(set(map(id, results))) == 1


def test_what_failed_is_computed_again() -> None:
    """An error is no result."""
    outcomes = iter([ValueError("first"), 7])

    @cached_on_owner
    def moody(_: Owner) -> int:
        outcome = next(outcomes)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    owner = Owner()
    with pytest.raises(ValueError, match="first"):
        moody(owner)
    assert moody(owner) == 7


@pytest.mark.usefixtures("_without_collector")
def test_old_snapshot_is_freed(store_with_demo: Store) -> None:
    """Once there are newer tables and nobody looks at the old ones, their rows and boards leave the memory at once."""
    snapshot = store_with_demo.snapshot()
    drawn = board(snapshot, "industry", SEPTEMBER)
    assert board(snapshot, "industry", SEPTEMBER) is drawn
    assert (default_month(snapshot), list_editions(snapshot)) == (SEPTEMBER, ())
    assert SEPTEMBER in months(snapshot, date(2025, 1, 22))
    kept = [weakref.ref(value) for value in (snapshot, drawn, snapshot.log["observations"])]
    commit_upload(store_with_demo, previewed(store_with_demo, output(700)), confirmed=True)
    assert store_with_demo.snapshot() is not snapshot
    del snapshot, drawn
    assert [reference() for reference in kept] == [None, None, None]


def test_one_store_in_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Routes and events share one store, also when they ask for it at once; another folder is another."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(tmp_path / "one"))
    stores: list[object] = []
    threads = [threading.Thread(target=lambda: stores.append(shared_store())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(store) for store in stores}) == 1
    snapshot = shared_store().snapshot()
    assert events._tables._read() == {"event": "version", "data": snapshot.version}
    assert shared_store().snapshot() is snapshot
    monkeypatch.setenv("SIXLIFTS_DATA", str(tmp_path / "other"))
    assert shared_store() is not stores[0]
