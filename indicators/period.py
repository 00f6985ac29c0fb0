"""Periods as Chinese offices write them: month, quarter, year to date (ytd) and year, and the way between them.

A period is its last month and its kind: 9月 and 1—9月 end together but are not the same number. Tables store the
last month (``2024-09``); what a stored value covers follows from the indicator's kind.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

import pandas as pd

Kind = Literal["month", "quarter", "ytd", "year"]

EXPECTED_PERIOD: Final = "应如 2024-09、2024年9月、1—9月、2024年1—9月、上半年、前三季度、2024Q3"
# How many months a reporting frequency covers.
CYCLE_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
# Tables keep UTC. Screens and messages show the clock on the office's wall, wherever the machine stands.
LOCAL_ZONE: Final = ZoneInfo("Asia/Shanghai")
_QUARTER_WORDS: Final = "一二三四"
_NUMBER_WORDS: Final = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_MONTH_NAMES: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
# Excel counts days from the last day of 1899, with a leap day in 1900 that never was.
_EXCEL_EPOCH: Final = date(1899, 12, 30)
# Serial numbers of 1990 to 2100: any other bare number is no date.
_EXCEL_DAYS: Final = range(32874, 73051)
_YEARS: Final = range(1990, 2101)


class PeriodError(ValueError):
    """A period that cannot be read.

    Attributes:
        reason: what is wrong with it, in Chinese.
    """

    def __init__(self, raw: object, reason: str = "无法识别") -> None:
        self.reason = reason
        super().__init__(f"期间“{raw}”{reason}；{EXPECTED_PERIOD}")


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
        if self.year not in _YEARS or not 1 <= self.month <= 12:  # noqa: PLR2004 - months of a year
            raise PeriodError(self.key, "超出范围")
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


def parse(raw: object, *, year: int | None = None) -> Period:
    """The period that somebody wrote.

    Args:
        raw: text, a date, or Excel's serial number of a date (45536 is 2024-09).
        year: the year meant where the text names none (9月, 上半年).

    Raises:
        PeriodError: it is no month, quarter, year to date or year (下半年), or its year is unknown.
    """
    if isinstance(raw, date) and not pd.isna(raw):
        return Period(raw.year, raw.month, "month")
    if isinstance(raw, (int, float)) and not isinstance(raw, bool) and raw == raw // 1:
        text = str(int(raw))
    elif isinstance(raw, str):
        text = _plain(raw)
    else:
        raise PeriodError(raw)
    try:
        return _from_text(text, year)
    except PeriodError as error:
        raise PeriodError(raw, error.reason) from None


def excel_day(serial: int) -> date | None:
    """The day that Excel stores as this number, if it is one of 1990 to 2100."""
    return _EXCEL_EPOCH + timedelta(days=serial) if serial in _EXCEL_DAYS else None


def _plain(text: str) -> str:
    """Half-width, no blanks, one kind of dash."""
    text = re.sub(r"\s|'", "", unicodedata.normalize("NFKC", text)).upper()
    return re.sub(r"[—–―‐‑−~〜～至到]+", "-", text)


def _from_text(text: str, year: int | None) -> Period:
    if re.fullmatch(r"\d+(\.0)?", text):
        return _from_digits(text.removesuffix(".0"))
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:T?[\d:.]*)?)?", text):
        return _period(int(match[1]), match[2], "month", match[3])
    # What Excel makes of 2024-09 in a CSV file that it saves again.
    if (match := re.fullmatch(r"([A-Z]{3})-(\d\d)", text)) and match[1] in _MONTH_NAMES:
        return Period(2000 + int(match[2]), _MONTH_NAMES.index(match[1]) + 1, "month")
    if match := re.fullmatch(r"(\d{4})年?-?第?Q?([1-4])(?:Q|季度?)|(\d{4})年?-?Q([1-4])", text):
        return Period(int(match[1] or match[3]), int(match[2] or match[4]) * 3, "quarter")
    match = re.fullmatch(r"(?:(\d{4})年?度?|(\d\d)年度?(?=.)|(?:今年|本年))?(.*)", text)
    if match is None:
        raise PeriodError(text)
    written = match[1] or (f"20{match[2]}" if match[2] else "")
    words = _digits_for_words(match[3]).removesuffix("累计").removesuffix("份")
    if not (words or written):
        raise PeriodError(text)
    return _from_words(words, int(written) if written else year)


def _from_digits(digits: str) -> Period:
    """202409, 20240930, a bare year, or Excel's serial number."""
    if len(digits) == 4:  # noqa: PLR2004 - a year
        return Period(int(digits), 12, "year")
    if len(digits) in {6, 8}:
        return _period(int(digits[:4]), digits[4:6], "month", digits[6:])
    if day := excel_day(int(digits)):
        return Period(day.year, day.month, "month")
    raise PeriodError(digits)


def _digits_for_words(words: str) -> str:
    """九月 is 9月, 一至九月 (一-九月) is 1-9月; 一季度 stays."""
    return re.sub(
        r"(十[一二]|[一二三四五六七八九十])(?=月|-[一二三四五六七八九十]{1,2}月)",
        lambda match: str(_NUMBER_WORDS.index(match[1]) + 1),
        words,
    )


def _from_words(words: str, year: int | None) -> Period:  # noqa: PLR0911 - one return a spelling
    """What is written after the year: 9月, 1-9月, 上半年, 前三季度, 三季度, 全年."""
    if words in {"", "全年", "年度"}:
        return _period(year, 12, "year")
    if words == "上半年":
        return _period(year, 6, "ytd")
    if match := re.fullmatch(r"前([一二三四1-4])个?季度|第?([一二三四1-4])季度?", words):
        quarter = ("一二三四1234".index(match[1] or match[2]) % 4) + 1
        return _period(year, quarter * 3, "ytd" if match[1] else "quarter")
    if match := re.fullmatch(r"前(\d{1,2})个?月", words):
        return _period(year, match[1], "ytd")
    if match := re.fullmatch(r"(\d{1,2})月(?:末|底|(\d{1,2})日)?", words):
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


def to_single_months(ytd: pd.DataFrame) -> pd.DataFrame:
    """Each reported month's own value: a stored ytd less the one reported before it in the year.

    Args:
        ytd: rows are indicators, columns months 1..12, values since January, NaN where none is reported.

    Returns:
        The single values, each in the month it was reported for; ``months_covered`` says how many months it covers. A
        negative value is a revision and stays. 1-3月 5.0, 1-4月 7.5 gives 2.5 for April.
    """
    return ytd - ytd.ffill(axis=1).shift(axis=1).fillna(0.0)


def months_covered(ytd: pd.Series) -> pd.Series:
    """How many months each known value of a year (index 1..12) adds to the one known before it: 1—2月 adds 2."""
    months = ytd.dropna().index.to_series().astype(float)
    return months.diff().fillna(months).reindex(ytd.index)


def is_due(frequencies: pd.Series, month: int) -> pd.Series:
    """Which reporting frequencies ask for a value at the end of ``month``: quarters in 3, 6, 9 and 12."""
    due: pd.Series = month % frequencies.map(CYCLE_MONTHS).fillna(1).astype(int) == 0
    return due


def today() -> date:
    """The date in China now."""
    return datetime.now(LOCAL_ZONE).date()


def time_label(moment: datetime) -> str:
    """A moment as people in China read it: 16:30 UTC on the 30th is 2024-10-01 00:30."""
    return f"{moment.astimezone(LOCAL_ZONE):%Y-%m-%d %H:%M}"
