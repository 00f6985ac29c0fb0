"""Who somebody is, what they may report, and the errors of those who may not.

Whoever writes rows calls ``Reporter.require`` first: page, HTTP and command line alike.

    AccessError                refused, in Chinese: also where a key or access file cannot be read
    ├── KeyRefusedError        an unknown, wrong or revoked key (HTTP 401)
    ├── TooManyAttemptsError   too many wrong keys from this address: wait ``seconds`` (HTTP 429)
    └── NotAllowedError        known, but not for this lift or this command (HTTP 403)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from indicators.catalogue import lifts

if TYPE_CHECKING:
    from collections.abc import Iterable

Role = Literal["administrator", "department"]

_ALL: Final = "all"


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
        lifts: what they may report; None for all, empty for somebody who only looks.
    """

    name: str
    role: Role
    lifts: frozenset[str] | None

    @property
    def is_administrator(self) -> bool:
        """Whether they may do what concerns everybody."""
        return self.role == "administrator"

    def may_report(self, lift: str) -> bool:
        """Whether rows of this lift may carry their name."""
        return self.lifts is None or lift in self.lifts

    def require(self, requested: Iterable[str]) -> None:
        """Stop before anything of these lifts is written.

        Raises:
            NotAllowedError: one of them is not theirs.
        """
        forbidden = [lift for lift in requested if not self.may_report(lift)]
        if forbidden:
            msg = f"“{self.name}”不能上报：{lift_names(forbidden)}。可上报：{lift_names(self.lifts)}。"
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
        msg = f"没有“{'、'.join(unknown)}”这一提，应为：{lift_names(lifts())}，或 {_ALL}（全部）"
        raise AccessError(msg)
    return None if _ALL in asked else asked


def lift_names(names: Iterable[str] | None) -> str:
    """Lifts as people call them, in their order: ``产业提档（industry）``; 全部 for None, 无 for none."""
    if names is None:
        return "全部"
    asked = set(names)
    known = [f"{lift.short}（{name}）" for name, lift in lifts().items() if name in asked]
    return "、".join([*known, *sorted(asked - lifts().keys())]) or "无"
