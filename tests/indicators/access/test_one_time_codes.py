"""A code is exchanged for what it stands for once, while it is fresh, on any server."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from itsdangerous import TimestampSigner

from indicators.access import OneTimeCodes, create_ticket
from indicators.access.marks import Marks

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of its own."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(tmp_path))
    return tmp_path


def test_exchanged_once() -> None:
    """Two codes of the same content are two; each works once."""
    codes = OneTimeCodes("test", 60)
    first, second = codes.offer("甲"), codes.offer("甲")
    assert first != second
    for code in (first, second):
        assert codes.exchange(code) == "甲"
        assert codes.exchange(code) is None


def test_exchanged_once_on_one_of_several_servers() -> None:
    """Another server exchanges what one gave out, also when several are asked in the same moment: one of them does."""
    code = OneTimeCodes("test", 60).offer("甲")
    servers = [OneTimeCodes("test", 60) for _ in range(4)]
    together = threading.Barrier(len(servers))

    def exchanged(server: OneTimeCodes) -> str | None:
        together.wait()
        return server.exchange(code)

    with ThreadPoolExecutor(len(servers)) as threads:
        assert sorted(threads.map(exchanged, servers), key=str) == [None, None, None, "甲"]


@pytest.mark.parametrize("code", ["", "甲", "x" * 22])
def test_never_offered(code: str) -> None:
    """What was never given out stands for nothing, nor does a code of another kind, or any other ticket."""
    codes = OneTimeCodes("test", 60)
    for wrong in (code, OneTimeCodes("other", 60).offer("甲"), create_ticket("test", "x:5LmZ")):
        assert codes.exchange(wrong) is None


@pytest.mark.parametrize(("seconds", "content"), [(60, "甲"), (61, None), (3600, None)])
def test_age(monkeypatch: pytest.MonkeyPatch, seconds: int, content: str | None) -> None:
    """A code that nobody used is good for its time and no longer."""
    codes = OneTimeCodes("test", 60)
    code = codes.offer("甲")
    clock = TimestampSigner.get_timestamp
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda signer: clock(signer) + seconds)
    assert codes.exchange(code) == content


def test_what_is_kept_of_them(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That a code was used is kept as long as it would be good, and no longer."""
    codes = OneTimeCodes("test", 60)
    codes.exchange(codes.offer("甲"))
    (old,) = (root / "access" / "used_codes").glob("*[!.lock]")
    monkeypatch.setattr("indicators.access.marks.time.time", lambda: int(old.name.partition("-")[0]) + 1)
    codes.exchange(codes.offer("甲"))
    assert not old.exists()


def test_where_nothing_can_be_written(root: Path) -> None:
    """A full disk keeps nobody out: a code then works once on each server."""
    codes = OneTimeCodes("test", 60)
    code = codes.offer("甲")
    (root / "access" / "used_codes").write_text("in the way", encoding="utf-8")
    assert codes.exchange(code) == "甲"
    assert codes.exchange(code) is None


def test_marks_of_a_kind() -> None:
    """What is marked with one kind is not with another."""
    assert Marks("one").set("x", 2**33)
    assert Marks("one").is_set("x")
    assert not Marks("other").is_set("x")
    assert not Marks("one").is_set("y")
