"""A code is exchanged for what it stands for once, while it is fresh."""

from __future__ import annotations

import pytest

from indicators.access import OneTimeCodes


def test_exchanged_once() -> None:
    """Two codes of the same content are two; each works once."""
    codes = OneTimeCodes(60)
    first, second = codes.offer("甲"), codes.offer("甲")
    assert first != second
    for code in (first, second):
        assert codes.exchange(code) == "甲"
        assert codes.exchange(code) is None


@pytest.mark.parametrize("code", ["", "甲", "x" * 22])
def test_never_offered(code: str) -> None:
    """What was never given out stands for nothing, nor does what another process gave out."""
    codes = OneTimeCodes(60)
    codes.offer("甲")
    assert codes.exchange(code) is None
    assert codes.exchange(OneTimeCodes(60).offer("甲")) is None


@pytest.mark.parametrize(("seconds", "content"), [(59.9, "甲"), (60, None), (3600, None)])
def test_age(seconds: float, content: str | None) -> None:
    """A code that nobody used is good for its time and no longer."""
    now = [5.0]
    codes = OneTimeCodes(60, lambda: now[0])
    code = codes.offer("甲")
    now[0] += seconds
    assert codes.exchange(code) == content


def test_bounded() -> None:
    """However many are offered, only the newest are kept."""
    codes = OneTimeCodes(60, capacity=2)
    offered = [codes.offer(text) for text in "甲乙丙"]
    assert [codes.exchange(code) for code in offered] == [None, "乙", "丙"]
