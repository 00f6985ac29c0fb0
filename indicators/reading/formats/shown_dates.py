"""A day or a time as its format shows it: 2024-01-09 under m"月"d"日" is 1月9日."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from indicators.reading.formats.format_sections import Parts

_WEEKDAYS: Final = "一二三四五六日"
_NOON: Final = 12
_SECONDS: Final = {"h": 3600, "m": 60, "s": 1}


def shown_date(moment: date | time | timedelta, parts: Parts) -> str:
    """The text of a moment by the parts of a section; numerals are Arabic, also where a format asks for Chinese ones."""
    start = datetime(1900, 1, 1)  # noqa: DTZ001 - a workbook knows no time zones
    if isinstance(moment, timedelta):
        moment = start + moment
    elif isinstance(moment, time):
        moment = datetime.combine(start, moment)
    elif not isinstance(moment, datetime):
        moment = datetime.combine(moment, time.min)
    is_half_day = any(kind == "date" and "/" in text for kind, text in parts)
    shown, before = "", ""
    for place, (kind, text) in enumerate(parts):
        code = text.lower()
        if kind == "elapsed":
            shown += f"{int((moment - start).total_seconds() // _SECONDS[code[0]]):0{len(code)}}"
        elif kind == "date" and code[0] == "m" and (before == "h" or _next(parts, place) == "s"):
            shown += f"{moment.minute:0{len(code)}}"
        elif kind == "date":
            shown += _part(moment, code, is_half_day=is_half_day)
        else:
            shown += text
        if kind in {"date", "elapsed"}:
            before = code[0]
    return " ".join(shown.split())


def _next(parts: Parts, place: int) -> str:
    """The first letter of the next part of a date; empty behind the last."""
    return next((text[0].lower() for kind, text in parts[place + 1 :] if kind == "date"), "")


def _part(moment: datetime, code: str, *, is_half_day: bool) -> str:
    """One part of a date: yyyy, m, dd, aaaa, hh, 上午/下午."""
    if "/" in code:
        return code.upper().split("/")[moment.hour >= _NOON]
    hour = moment.hour % _NOON or _NOON if is_half_day else moment.hour
    numbers = {"m": moment.month, "d": moment.day, "h": hour, "s": moment.second}
    if code[0] in numbers and len(code) <= 2:  # noqa: PLR2004 - longer ones are names
        return f"{numbers[code[0]]:0{len(code)}}"
    if code[0] in {"y", "e"}:
        return f"{moment.year}"[-2 if code in {"y", "yy"} else 0 :]
    weekday = moment.weekday()
    names = {
        "mmm": calendar.month_abbr[moment.month], "mmmm": calendar.month_name[moment.month],
        "ddd": calendar.day_abbr[weekday], "dddd": calendar.day_name[weekday],
        "aaa": _WEEKDAYS[weekday], "aaaa": f"星期{_WEEKDAYS[weekday]}",
    }  # fmt: skip
    return names.get(code, "")
