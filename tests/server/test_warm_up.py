"""Before the server answers, the month that opens is evaluated; what goes wrong then is left to the pages to say."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from indicators.catalogue import lifts
from indicators.evaluation import board, default_month
from indicators.store import StoreError
from server import warm_up as module
from server.warm_up import warm_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.store import Store


@pytest.fixture(autouse=True)
def _turns() -> Iterator[None]:
    """How long a thread may compute is a setting of the whole process."""
    before = sys.getswitchinterval()
    yield
    sys.setswitchinterval(before)


@pytest.fixture(autouse=True)
def _no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first key would be written beside the product's own tables."""
    monkeypatch.setattr(module, "print_first_key", lambda: None)


def test_boards_are_there(monkeypatch: pytest.MonkeyPatch, store_with_demo: Store) -> None:
    """The first visitor of any page finds its board."""
    monkeypatch.setattr(module, "shared_store", lambda: store_with_demo)
    warm_up()
    snapshot = store_with_demo.snapshot()
    month = default_month(snapshot)
    monkeypatch.delattr(sys.modules[board.__module__], "judge_tasks")
    assert [board(snapshot, lift, month).lift for lift in (None, *lifts())] == [None, *lifts()]


def test_turns_are_short(monkeypatch: pytest.MonkeyPatch, store_with_demo: Store) -> None:
    """Whoever looks does not wait for whoever has a large file checked: threads take turns of at most a millisecond."""
    monkeypatch.setattr(module, "shared_store", lambda: store_with_demo)
    warm_up()
    assert sys.getswitchinterval() <= 0.001


@pytest.mark.parametrize("error", [StoreError("数据表 plans 读取失败"), ZeroDivisionError("a rule")])
def test_errors_are_not_raised(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    """A server starts whatever its tables hold, and its log says what is wrong."""

    def broken() -> Store:
        raise error

    monkeypatch.setattr(module, "shared_store", broken)
    warm_up()
    assert str(error) in capsys.readouterr().out + caplog.text
