"""What the cells of a workbook show: 0.123 under 0.0% is 12.3%, 45536 under yyyy"年" is a day."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, Final

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import from_excel

from indicators.reading.formats.shown_dates import shown_date
from indicators.reading.formats.shown_numbers import NumberFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, timedelta

_MONTH, _DAY, _TIME = 'yyyy"年"m"月"', 'm"月"d"日"', 'h"时"mm"分"'
_LONG_DATE: Final = 'yyyy"年"m"月"d"日"'
# Shown as the computer is set, whatever follows.
_SYSTEM_DATE: Final = re.compile(r"\[\$-(?:F800|x-sysdate)\]", re.IGNORECASE)
# What Excel and WPS in China mean by these numbers without describing them: ECMA-376 part 1, 18.8.30.
_CHINESE: Final = {
    14: "yyyy/m/d", 22: "yyyy/m/d h:mm", 27: _MONTH, 28: _DAY, 29: _DAY, 30: "m-d-yy", 31: _LONG_DATE,
    32: _TIME, 33: f'{_TIME}ss"秒"', 34: f"上午/下午{_TIME}", 35: f'上午/下午{_TIME}ss"秒"', 36: _MONTH, 50: _MONTH,
    51: _DAY, 52: _MONTH, 53: _DAY, 54: _DAY, 55: f"上午/下午{_TIME}", 56: f'上午/下午{_TIME}ss"秒"', 57: _MONTH,
    58: _DAY, **{number: BUILTIN_FORMATS[number].replace("$", "¥") for number in (5, 6, 7, 8, 42, 44)},
}  # fmt: skip


class CellFormats:
    """The number formats of an xlsx or xls.

    Args:
        numbers: the format's number of each cell style.
        custom: the formats that the file describes, by number: ``0.0%``, ``yyyy-mm-dd``; others are built in.
        epoch: day zero of the dates.
    """

    def __init__(self, numbers: Iterable[int], custom: Mapping[int, str], epoch: datetime) -> None:
        described = {
            number: _LONG_DATE if _SYSTEM_DATE.match(code) else code for number, code in custom.items()
        }
        codes = BUILTIN_FORMATS | _CHINESE | described
        known = {number: NumberFormat(code) for number, code in codes.items()}
        self._general = known[0]
        self._formats = [known.get(number, self._general) for number in numbers]
        self._epoch = epoch

    def read(self, number: float, style: int) -> tuple[Any, str]:
        """A number as the sheet means it, and its text on the sheet, empty for a plain number.

        Returns:
            A day as a date, a number with a unit or per cent as text (12.3%), others as ``NumberFormat.read`` says.
        """
        form = self._formats[style] if style < len(self._formats) else self._general
        section = form.date_section(number)
        if section is None:
            return form.read(number)
        is_elapsed = any(kind == "elapsed" for kind, _ in section.dates)
        try:
            moment = from_excel(number, self._epoch, timedelta=is_elapsed)
        except (OverflowError, ValueError):
            return number, ""
        return date_if_midnight(moment), shown_date(moment, section.dates)

    def shown_date(self, moment: date | time | timedelta, style: int) -> str:
        """The text of a day that is stored as one."""
        form = self._formats[style] if style < len(self._formats) else self._general
        section = form.date_section(1)
        return shown_date(moment, section.dates) if section else ""


def date_if_midnight(moment: object) -> object:
    """A moment without a time of day as a date, anything else unchanged."""
    return moment.date() if isinstance(moment, datetime) and moment.time() == time.min else moment
