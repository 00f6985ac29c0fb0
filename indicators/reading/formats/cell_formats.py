"""How workbooks show their numbers: 0.123 under 0.0% is 12.3%, 45536 under yyyy"年" is a day."""

from __future__ import annotations

import re
from datetime import datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import from_excel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# What Excel and WPS in China mean by these numbers without describing them: ECMA-376 part 1, 18.8.30.
_CHINESE_DATES: Final = dict.fromkeys([*range(27, 37), *range(50, 59)], "yyyy-mm-dd")


class CellFormats:
    """The number formats of an xlsx or xls.

    Args:
        numbers: the format's number of each cell style.
        custom: the formats that the file describes, by number: ``0.0%``, ``yyyy-mm-dd``; others are built in.
        epoch: day zero of the dates.
    """

    def __init__(self, numbers: Iterable[int], custom: Mapping[int, str], epoch: datetime) -> None:
        known = BUILTIN_FORMATS | _CHINESE_DATES | dict(custom)
        self._codes = [known.get(number, "General") for number in numbers]
        self._epoch = epoch

    def as_shown(self, number: float, style: int) -> Any:  # noqa: ANN401 - a cell
        """A number as the sheet shows it: a percentage as text, a day as a date, others unchanged."""
        code = self._codes[style] if style < len(self._codes) else "General"
        if is_date_format(code):
            try:
                return date_if_midnight(from_excel(number, self._epoch, timedelta=is_timedelta_format(code)))
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
