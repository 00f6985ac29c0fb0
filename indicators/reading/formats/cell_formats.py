"""How workbooks show their numbers: 0.123 under 0.0% is 12.3%, 45536 under yyyy"年" is a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import from_excel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# What Excel and WPS in China mean by these numbers without describing them: ECMA-376 part 1, 18.8.30.
_CHINESE_DATES: Final = dict.fromkeys([*range(27, 37), *range(50, 59)], "yyyy-mm-dd")


@dataclass(frozen=True)
class CellFormats:
    """The number formats of an xlsx or xls.

    Attributes:
        codes: one per cell style: ``0.0%``, ``yyyy-mm-dd``.
        epoch: day zero of the dates.
    """

    codes: Sequence[str]
    epoch: datetime

    @classmethod
    def of_styles(cls, numbers: Iterable[int], custom: Mapping[int, str], epoch: datetime) -> CellFormats:
        """The formats of cell styles: those that the file describes, otherwise the built-in ones."""
        known = BUILTIN_FORMATS | _CHINESE_DATES | dict(custom)
        return cls([known.get(number, "General") for number in numbers], epoch)

    def as_shown(self, number: float, style: int) -> Any:  # noqa: ANN401 - a cell
        """A number as the sheet shows it: a percentage as text, a day as a date, others unchanged."""
        code = self.codes[style] if style < len(self.codes) else "General"
        if is_date_format(code):
            try:
                return date_if_midnight(from_excel(number, self.epoch, timedelta=is_timedelta_format(code)))
            except (OverflowError, ValueError):
                return number
        return as_percentage(number) if is_percent(code) else number


def is_percent(code: str) -> bool:
    """Whether a number format shows per cent: 0.0% does; 0.0"%" only writes the sign, 0.0_% only leaves room for it."""
    return "%" in re.sub(r'"[^"]*"|[\\_*].', "", code)


def as_percentage(number: float) -> str:
    """0.123 -> 12.3%, exactly."""
    return f"{(Decimal(repr(number)) * 100).normalize():f}%"


def date_if_midnight(moment: object) -> object:
    """A moment without a time of day as a date, anything else unchanged."""
    return moment.date() if isinstance(moment, datetime) and moment.time() == time.min else moment
