"""Who somebody is, what they may report, and the errors of those who may not.

Which rows that are is decided in ``permissions.py``, with the tables as they are.

    AccessError                refused, in Chinese: also where a key or access file cannot be read
    ├── KeyRefusedError        an unknown, wrong or revoked key (HTTP 401)
    ├── TooManyAttemptsError   too many wrong keys from this address: wait ``seconds`` (HTTP 429)
    └── NotAllowedError        known, but not for these rows or this command (HTTP 403)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from indicators.catalogue import lifts
from indicators.labels import join_names

if TYPE_CHECKING:
    from collections.abc import Iterable

Role = Literal["administrator", "department"]

_ALL: Final = "all"
# Several units that answer together stand in one cell.
_BETWEEN_UNITS: Final = re.compile(r"[、，,；;/\s]+")


class AccessError(Exception):
    """Somebody may not, or it cannot be decided whether they may; the message is Chinese and says what would help."""


class KeyRefusedError(AccessError):
    """The key opens nothing."""


class NotAllowedError(AccessError):
    """Known, but not allowed to do this."""


class TooManyAttemptsError(AccessError):
    """Too many wrong keys came from this address.

    Attributes:
        seconds: until the next key is checked.
    """

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"密钥输错次数过多，请 {seconds} 秒后再试。")


@dataclass(frozen=True)
class Reporter:
    """Somebody who is known.

    Attributes:
        name: as in every row they report.
        role: an administrator may also manage keys and withdraw what others reported.
        lifts: all of it is theirs to report; None for all lifts.
        units: of these units in charge they may report the indicators and tasks, in whatever lift; somebody with
            neither lifts nor units only looks.
    """

    name: str
    role: Role
    lifts: frozenset[str] | None
    units: frozenset[str] = frozenset()

    @property
    def is_administrator(self) -> bool:
        """Whether they may do what concerns everybody."""
        return self.role == "administrator"

    @property
    def only_looks(self) -> bool:
        """Whether there is nothing that they may report."""
        return self.lifts is not None and not self.lifts and not self.units

    @property
    def scope(self) -> str:
        """What they may report, in words: 产业提档，以及经发局负责的指标和任务."""
        if self.lifts is None:
            return "全部"
        named = join_names(lift.short for code, lift in lifts().items() if code in self.lifts)
        answered = f"{join_names(sorted(self.units))}负责的指标和任务" if self.units else ""
        return "，以及".join(filter(None, (named, answered))) or "无（只能查看）"

    def may_report(self, lift: str, responsible_unit: str = "") -> bool:
        """Whether what belongs to this lift, and has this real unit in charge (经发局、招商局: either), is theirs."""
        return (
            self.lifts is None or lift in self.lifts or not self.units.isdisjoint(units_of(responsible_unit))
        )

    def require_administrator(self, deed: str) -> None:
        """Stop whoever is no administrator; the deed is what they wanted to do: 管理密钥.

        Raises:
            NotAllowedError: they are none.
        """
        if not self.is_administrator:
            msg = f"“{self.name}”不能{deed}，请由管理员操作。"
            raise NotAllowedError(msg)


LOCAL_ADMINISTRATOR: Final = Reporter("本机管理员", "administrator", None)


def known_lifts(names: Iterable[str]) -> frozenset[str] | None:
    """The names, if each is a lift's; None for ``all``.

    Raises:
        AccessError: one is not; lists those that are.
    """
    asked = frozenset(names)
    unknown = sorted(asked - lifts().keys() - {_ALL})
    if unknown:
        known = join_names(f"{lift.short}（{name}）" for name, lift in lifts().items())
        msg = f"没有“{'、'.join(unknown)}”这一提，应为：{known}，或 {_ALL}（全部）"
        raise AccessError(msg)
    return None if _ALL in asked else asked


def units_of(text: str) -> frozenset[str]:
    """The units that a cell or an option names.

    >>> sorted(units_of("招商局、经发局"))
    ['招商局', '经发局']
    """
    return frozenset(filter(None, _BETWEEN_UNITS.split(text)))
