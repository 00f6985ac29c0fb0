"""Periods as people write them: 2024-09, 2024年9月, 一至九月, 前三季度, 2023年末, and what Excel makes of them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import Final

import pandas as pd

from indicators.period.period import Kind, Period, PeriodError

_NUMBER_WORDS: Final = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_WORD: Final = "十[一二]|[一二三四五六七八九十]"
_WORD_OF_A_MONTH: Final = re.compile(rf"({_WORD})(?=个?[月季]|月?-(?:{_WORD})[月季])")
_MONTH_NAMES: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
# Excel counts days from the last day of 1899, with a leap day in 1900 that never was.
_EXCEL_EPOCH: Final = date(1899, 12, 30)
# Serial numbers of 1990 to 2100: any other bare number is no date.
_EXCEL_DAYS: Final = range(32874, 73051)
# 20240930: a longer number is none of what is read here, and Python refuses one of thousands of digits.
_MOST_DIGITS: Final = 8
_WHOLE: Final[dict[str, tuple[int, Kind]]] = {
    "": (12, "year"), "全年": (12, "year"), "年度": (12, "year"), "上半年": (6, "ytd"),
    "年末": (12, "month"), "年底": (12, "month"),
}  # fmt: skip
_LAST_DECEMBER: Final = re.compile("年初|(?:上年度?|去年)年?[末底]")
# What else may follow the year: its last month or quarter, the kind, and how many months one of them has.
_COUNTED: Final[tuple[tuple[str, Kind, int], ...]] = (
    (r"第?([1-4])季度?|Q([1-4])|([1-4])Q", "quarter", 3),
    (r"第?([1-4])季度?[末底]|Q([1-4])[末底]", "month", 3),
    (r"前([1-4])个?季度?|1-([2-4])季度?|Q1-Q?([2-4])", "ytd", 3),
    (r"前(\d{1,2})个?月", "ytd", 1),
    (r"(\d{1,2})月[末底]?", "month", 1),
)
_DAYS_OF_MONTHS: Final = re.compile(r"0?1(?:月|[-/])0?([2-9]|1[0-2])日?")


def parse(raw: object, *, year: int | None = None) -> Period:
    """The period that somebody wrote.

    末 and 底 name the month at whose end a level was taken, whatever stands before them: 2023年末 is December 2023 and
    三季度末 is September, each a month. 年初 and 上年末 are the December before ``year``.

    Args:
        raw: text, a date, or Excel's serial number of a date (45536 is 2024-09).
        year: the year meant where the text names none (9月, 上半年).

    Raises:
        YearOutOfRangeError: it is a period of a year that is not kept (1989年).
        PeriodError: it is no month, quarter, year to date or year (下半年), or its year is unknown.
    """
    try:
        return _read(raw, year)
    except PeriodError as error:
        raise type(error)(raw, error.reason) from None


def excel_day(serial: int) -> date | None:
    """The day that Excel stores as this number, if it is one of 1990 to 2100."""
    return _EXCEL_EPOCH + timedelta(days=serial) if serial in _EXCEL_DAYS else None


def maybe_october(raw: object) -> bool:
    """Whether a number may have been October before it lost its last zero: 2024.1, but not 2024.01 or 2024-1.

    ``parse`` reads it as January; what stands next to it (2024.9, 2024.11) tells.
    """
    text = _plain(str(raw)) if isinstance(raw, (str, float)) else ""
    return bool(re.fullmatch(r"(?:19|20)\d\d\.1", text))


def maybe_ytd(raw: object) -> int | None:
    """The month that a day of January may stand for, None for anything else: Excel makes 1月9日 of a typed 1-9.

    Args:
        raw: the text of a cell, of a date the one that is shown: 1月9日, 1/9, 1-9, 01-09.
    """
    match = _DAYS_OF_MONTHS.fullmatch(_plain(raw)) if isinstance(raw, str) else None
    return int(match[1]) if match else None


def _read(raw: object, year: int | None) -> Period:
    if isinstance(raw, date) and not pd.isna(raw):
        return Period(raw.year, raw.month, "month")
    if isinstance(raw, (int, float)) and not isinstance(raw, bool) and raw == raw // 1:
        return _from_text(str(int(raw)), year)
    if isinstance(raw, str):
        return _from_text(_plain(raw), year)
    raise PeriodError(raw)


def _plain(text: str) -> str:
    """Half-width, no blanks, one kind of dash."""
    text = re.sub(r"\s|'", "", unicodedata.normalize("NFKC", text)).upper()
    return re.sub(r"[—–―‐‑−~〜～至到]+", "-", text)


def _from_text(text: str, year: int | None) -> Period:
    if re.fullmatch(r"\d+(\.0)?", text):
        return _from_digits(text.removesuffix(".0"))
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})(?:月|[-/.](\d{1,2})(?:T?[\d:.]*)?)?", text):
        return _period(int(match[1]), match[2], "month", match[3])
    # What Excel makes of 2024-09 in a CSV file that it saves again.
    if (match := re.fullmatch(r"([A-Z]{3})-(\d\d)", text)) and match[1] in _MONTH_NAMES:
        return Period(2000 + int(match[2]), _MONTH_NAMES.index(match[1]) + 1, "month")
    match = re.fullmatch(r"(?:(\d{4})年?度?(?:-(?=第|Q|\d季))?|(\d\d)年度?(?=.)|([今本当]年))?(.*)", text)
    if match is None:
        raise PeriodError(text)
    written = match[1] or (f"20{match[2]}" if match[2] else "")
    words = _digits_for_words(match[4]).removesuffix("累计").removesuffix("份")
    if not (words or written):
        raise PeriodError(text)
    # 2023年末: its 年 went with the year.
    words = f"年{words}" if words in {"初", "末", "底"} and (written or match[3]) else words
    return _from_words(words, int(written) if written else year)


def _from_digits(digits: str) -> Period:
    """202409, 20240930, a bare year, or Excel's serial number."""
    if len(digits) <= _MOST_DIGITS and (day := excel_day(int(digits))):
        return Period(day.year, day.month, "month")
    if len(digits) not in {4, 6, 8} or digits[:2] not in {"19", "20", "21"}:
        raise PeriodError(digits)
    if len(digits) == 4:  # noqa: PLR2004 - a year
        return Period(int(digits), 12, "year")
    return _period(int(digits[:4]), digits[4:6], "month", digits[6:])


def _digits_for_words(words: str) -> str:
    """九月 is 9月, 一-九月 is 1-9月, 前三季度 is 前3季度."""
    return _WORD_OF_A_MONTH.sub(lambda match: str(_NUMBER_WORDS.index(match[1]) + 1), words)


def _from_words(words: str, year: int | None) -> Period:
    """What is written after the year: 9月, 1-9月, 上半年, 前3季度, 3季度, 全年, 年末."""
    if words in _WHOLE:
        return _period(year, *_WHOLE[words])
    if _LAST_DECEMBER.fullmatch(words):
        return _period(year and year - 1, 12, "month")
    for pattern, kind, months in _COUNTED:
        if match := re.fullmatch(pattern, words):
            return _period(year, int(next(filter(None, match.groups()))) * months, kind)
    if match := re.fullmatch(r"(\d{1,2})月(\d{1,2})日", words):
        return _period(year, match[1], "month", match[2])
    match = re.fullmatch(r"(\d{1,2})月?-(\d{1,2})月", words)
    first, last = (int(match[1]), int(match[2])) if match else (0, 0)
    if first == 1 and last > 1:
        return _period(year, last, "ytd")
    if match and last - first == 2 and last % 3 == 0:  # noqa: PLR2004 - three months
        return _period(year, last, "quarter")
    raise PeriodError(words, "不是月、季、1月起累计或全年" if match or words == "下半年" else "无法识别")


def _period(year: int | None, month: int | str, kind: Kind, day: str | None = None) -> Period:
    """The period, if the year is known and the day that was written with it exists."""
    if year is None:
        raise PeriodError(month, "没有写年份")
    period = Period(year, int(month), kind)
    if day and not 1 <= int(day) <= period.end.day:
        raise PeriodError(day, "没有这一天")
    return period
