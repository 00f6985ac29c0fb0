"""How often what happened in this process, and who was refused, for whoever watches the server.

Of those refused addresses and ids of keys are kept, nothing else of anybody.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# Why -> what screens call it.
REASONS: Final[Mapping[str, str]] = {
    "key": "密钥不对或已停用",
    "wait": "密钥试错多次，还须等待",
    "rate": "请求过于频繁",
    "open": "同时打开的页面过多",
    "connections": "连接数已满",
    "slow": "发送过慢",
    "head": "请求头过大",
    "host": "用了别的名称访问",
    "file": "没有登录而上传文件",
}
# Senders kept; the one that was refused longest ago goes first.
MOST: Final = 100
_LONGEST_SENDER: Final = 60


@dataclass(frozen=True)
class Refusal:
    """What one sender was refused for.

    Attributes:
        reason: a word of ``REASONS``.
        sender: an address, or an address and the id of a key.
        times: how often since the server started.
        last: when for the last time.
    """

    reason: str
    sender: str
    times: int
    last: datetime


_lock = threading.Lock()
_counts: dict[tuple[str, str], float] = {}
_kept: OrderedDict[tuple[str, str], Refusal] = OrderedDict()


def count(name: str, label: str = "", by: float = 1) -> None:
    """Add to a count, or take from one of what is there now."""
    with _lock:
        _counts[name, label] = _counts.get((name, label), 0) + by


def counted() -> dict[tuple[str, str], float]:
    """Every count by its name and label."""
    with _lock:
        return dict(_counts)


def refused(reason: str, sender: str | None) -> None:
    """Count that a sender was refused."""
    count("sixlifts_refused_total", reason)
    who = (sender or "")[:_LONGEST_SENDER]
    with _lock:
        before = _kept.pop((reason, who), None)
        _kept[reason, who] = Refusal(reason, who, before.times + 1 if before else 1, datetime.now(UTC))
        if len(_kept) > MOST:
            _kept.popitem(last=False)


def refusals() -> tuple[Refusal, ...]:
    """Who was refused since the server started, the latest first."""
    with _lock:
        return tuple(reversed(_kept.values()))
