"""Nobody gets in by trying."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from indicators.access import (
    AccessError,
    KeyRefusedError,
    Keys,
    TooManyAttemptsError,
    authenticate_key,
    tried_from,
    visitor_address,
)
from indicators.access.throttle import Attempts
from tests.cheap_keys import cheap_keys

if TYPE_CHECKING:
    from pathlib import Path

WRONG = "ZZZZ-1111-2222-3333-4444-5555-6666-7777"


class Clock:
    """A clock that the test moves."""

    now = 1000.0

    def __call__(self) -> float:
        """Seconds."""
        return self.now


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """No key yet, in a folder whose name an office would give it."""
    return cheap_keys(tmp_path / "数据 表")


def waits(tries: Attempts, times: int, clock: Clock, address: str = "10.0.0.7") -> list[int]:
    """The wait after each of this many wrong keys, each typed as soon as the wait is over."""
    seconds = []
    for _ in range(times):
        with pytest.raises(KeyRefusedError), tries.attempt(address):
            raise KeyRefusedError
        seconds.append(tries.wait_seconds(address))
        clock.now += seconds[-1]
    return seconds


def test_wait_doubles_after_three_wrong_keys() -> None:
    """Two are free, after the third 1 s, then doubled up to five minutes."""
    clock = Clock()
    assert waits(Attempts(clock), 13, clock) == [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


def test_tried_key_has_to_wait(keys: Keys) -> None:
    """While a key waits at an address nothing is looked at, and the seconds left are named; then the right one opens."""
    key = keys.add("经发局", None)
    clock = Clock()
    tries = Attempts(clock)
    waits(tries, 6, clock, tried_from(keys, key, "10.0.0.7"))
    clock.now -= 5.5
    with pytest.raises(TooManyAttemptsError, match="请 6 秒后再试") as error:
        authenticate_key(keys, tries, key, "10.0.0.7")
    assert error.value.seconds == 6
    elsewhere = Keys(keys.file.parents[1])
    assert authenticate_key(elsewhere, tries, key, "10.0.0.8").name == "经发局"
    clock.now += 5.5
    assert authenticate_key(keys, tries, key, "10.0.0.7").name == "经发局"
    assert waits(tries, 3, clock, tried_from(keys, key, "10.0.0.7")) == [0, 0, 1]


def test_a_bad_script_holds_up_nobody_else(keys: Keys) -> None:
    """Whatever is tried from an office's one address: its right keys open, one that was right before even while its like is tried."""
    ours, theirs = keys.add("经发局", None), keys.add("科技局", None)
    tries = Attempts(Clock())
    assert authenticate_key(keys, tries, theirs, "10.0.0.7").name == "科技局"
    for wrong in (WRONG, f"{theirs[:-1]}{'2' if theirs[-1] != '2' else '3'}"):
        for refused in [KeyRefusedError] * 3 + [TooManyAttemptsError] * 2:
            with pytest.raises(refused):
                authenticate_key(keys, tries, wrong, "10.0.0.7")
    assert authenticate_key(keys, tries, ours, "10.0.0.7").name == "经发局"
    assert authenticate_key(keys, tries, theirs, "10.0.0.7").name == "科技局"


def test_a_right_key_revoked_opens_nothing(keys: Keys) -> None:
    """One that was right before is looked up each time: it ends with its revocation."""
    key, tries = keys.add("经发局", None), Attempts(Clock())
    authenticate_key(keys, tries, key, "10.0.0.7")
    keys.revoke("经发局")
    with pytest.raises(KeyRefusedError, match="已停用"):
        authenticate_key(keys, tries, key, "10.0.0.7")


def test_forgotten_after_an_hour() -> None:
    """An hour after its last wrong key an address starts again; a second before, it does not."""
    clock = Clock()
    tries = Attempts(clock)
    waits(tries, 5, clock)
    clock.now += 3590
    assert waits(tries, 1, clock) == [8]
    clock.now += 3600
    assert waits(tries, 1, clock) == [0]


def test_addresses_are_bounded() -> None:
    """However many addresses try, only the latest ones are remembered."""
    clock = Clock()
    tries = Attempts(clock, capacity=3)
    for last in range(10):
        waits(tries, 2, clock, f"10.0.0.{last}")
        clock.now += 1
    assert list(tries._wrong) == ["10.0.0.7", "10.0.0.8", "10.0.0.9"]


def test_many_at_once_are_no_way_around(tmp_path: Path) -> None:
    """Eight wrong keys in the same moment: three are looked at, the others have to wait."""
    keys = Keys(tmp_path)  # at full cost, so that none is refused before the next comes
    key = keys.add("经发局", None)
    wrong = key[:-1] + ("2" if key[-1] != "2" else "3")
    tries, together = Attempts(Clock()), threading.Barrier(8)

    def one(_: int) -> str:
        together.wait()
        with pytest.raises(AccessError) as error:
            authenticate_key(keys, tries, wrong, "10.0.0.7")
        return error.type.__name__

    with ThreadPoolExecutor(8) as threads:
        outcome = sorted(threads.map(one, range(8)))
    assert outcome == ["KeyRefusedError"] * 3 + ["TooManyAttemptsError"] * 5


def test_broken_key_file_counts_against_nobody(keys: Keys) -> None:
    """Who meets a fault of ours does not have to wait for it."""
    keys.file.parent.mkdir(parents=True)
    keys.file.write_text("{", encoding="utf-8")
    tries = Attempts(Clock())
    for _ in range(5):
        with pytest.raises(AccessError, match="无法读取"):
            authenticate_key(keys, tries, WRONG, "10.0.0.7")
    assert tries.wait_seconds("10.0.0.7") == 0


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("10.0.0.7", "10.0.0.7"),
        ("::ffff:10.0.0.7", "10.0.0.7"),
        ("fe80::0:7", "fe80::7"),
        ("testclient", "testclient"),
        (None, "127.0.0.1"),
    ],
)
def test_an_address_is_counted_once(host: str | None, address: str) -> None:
    """However a socket writes an address, wrong keys from it are counted together."""
    assert visitor_address(host) == address
