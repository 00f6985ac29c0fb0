"""A period: its last month and its kind.

9月 and 1—9月 end together but are not the same number. Tables store the last month (``2024-09``); what a stored value
covers follows from the indicator's kind.

    PeriodError               cannot be read
    └── YearOutOfRangeError   read, and before or after all years that are kept
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Kind = Literal["month", "quarter", "ytd", "year"]

EXPECTED_PERIOD: Final = "应如 2024-09、2024年9月、1—9月、2024年1—9月、上半年、前三季度、2024Q3"
# The years that tables keep; what lies before or after is most likely a slip of the keys.
EARLIEST_YEAR: Final = 1990
LATEST_YEAR: Final = 2100
_QUARTER_WORDS: Final = "一二三四"


class PeriodError(ValueError):
    """A period that cannot be read.

    Attributes:
        reason: what is wrong with it, in Chinese.
    """

    def __init__(self, raw: object, reason: str = "无法识别") -> None:
        self.reason = reason
        super().__init__(f"期间“{raw}”{reason}；{EXPECTED_PERIOD}")


class YearOutOfRangeError(PeriodError):
    """A period of a year that is not kept; the reason names the year and the limit."""


@dataclass(frozen=True, order=True)
class Period:
    """A span of months that ends with ``month`` of ``year``.

    Attributes:
        year: calendar year.
        month: the last month, 1..12.
        kind: ``month``, ``quarter``, ``ytd`` (since January) or ``year``.
    """

    year: int
    month: int
    kind: Kind = "ytd"

    def __post_init__(self) -> None:
        """A quarter ends in 3, 6, 9 or 12, a year in 12."""
        if not 1 <= self.month <= 12:  # noqa: PLR2004 - months of a year
            raise PeriodError(self.key, "超出范围")
        if not EARLIEST_YEAR <= self.year <= LATEST_YEAR:
            limit = f"{EARLIEST_YEAR}年以前" if self.year < EARLIEST_YEAR else f"{LATEST_YEAR}年以后"
            raise YearOutOfRangeError(self.key, f"是{self.year}年，{limit}的数据不在范围内")
        if (self.kind == "quarter" and self.month % 3) or (self.kind == "year" and self.month % 12):
            raise PeriodError(self.key, "与期间类型不符")

    @property
    def first(self) -> int:
        """The first month covered."""
        return {"month": self.month, "quarter": self.month - 2, "ytd": 1, "year": 1}[self.kind]

    @property
    def key(self) -> str:
        """The last month as tables store it: ``2024-09``."""
        return f"{self.year}-{self.month:02d}"

    @property
    def end(self) -> date:
        """The last day."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def earlier(self, months: int) -> Period:
        """The period through the month so many months before: 2024年1—9月 six months earlier is 2024年1—3月."""
        year, month = divmod(self.year * 12 + self.month - 1 - months, 12)
        return Period(year, month + 1, self.kind)

    @classmethod
    def from_key(cls, key: str) -> Period:
        """The year to date through a stored month; a quarter's key (``2024Q3``) gives the quarter.

        Raises:
            PeriodError: the key is neither.
        """
        if match := re.fullmatch(r"(\d{4})-(\d{2})", key):
            return cls(int(match[1]), int(match[2]), "ytd")
        if match := re.fullmatch(r"(\d{4})Q([1-4])", key):
            return cls(int(match[1]), int(match[2]) * 3, "quarter")
        raise PeriodError(key)

    @property
    def month_label(self) -> str:
        """The last month as a screen names it: 2024年9月."""
        return f"{self.year}年{self.month}月"

    def __str__(self) -> str:
        """As a screen says it: 2024年1—9月, 2024年9月, 2024年三季度, 2024年全年."""
        if self.kind == "year":
            return f"{self.year}年全年"
        if self.kind == "quarter":
            return f"{self.year}年{_QUARTER_WORDS[self.month // 3 - 1]}季度"
        if self.kind == "ytd" and self.month > 1:
            return f"{self.year}年1—{self.month}月"
        return self.month_label
