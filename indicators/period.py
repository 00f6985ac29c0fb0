"""Periods as Chinese offices write them: month, quarter, year to date (ytd) and year, and the way between them.

A period is told by its last month and its kind: 9月 and 1—9月 end together but are not the same number. Tables
store the last month (``2024-09``); what a stored value covers follows from the indicator's kind.
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
_CHINESE: Final = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_MONTH_NAMES: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
# Excel counts days from the last day of 1899, with a leap day in 1900 that never was.
_EXCEL_EPOCH: Final = date(1899, 12, 30)
# Serial numbers of 1990 to 2100: anything else that is a bare number is no date.
_EXCEL_DAYS: Final = range(32874, 73051)
_YEARS: Final = range(1990, 2101)


class PeriodError(ValueError):
    """A period that cannot be read.

    Attributes:
        raw: what was found.
    """

    def __init__(self, raw: object, reason: str = "无法识别") -> None:
        self.raw = raw
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
    def months(self) -> range:
        """The months covered."""
        return range(self.first, self.month + 1)

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
        if found := re.fullmatch(r"(\d{4})-(\d{2})", key):
            return cls(int(found[1]), int(found[2]), "ytd")
        if found := re.fullmatch(r"(\d{4})Q([1-4])", key):
            return cls(int(found[1]), int(found[2]) * 3, "quarter")
        raise PeriodError(key)

    @property
    def month_label(self) -> str:
        """The last month as a screen names it: 2024年9月."""
        return f"{self.year}年{self.month}月"

    def shift_years(self, years: int) -> Period:
        """The same span ``years`` later; -1 is what 同比 compares with."""
        return Period(self.year + years, self.month, self.kind)

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
        PeriodError: it cannot be read, names no year where one is needed, or a span that is neither a month, a
            quarter, since January nor a year (下半年, 4—6月 written as months is a quarter and is read).
    """
    if isinstance(raw, (datetime, date)) and not pd.isna(raw):
        return Period(raw.year, raw.month, "month")
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        if raw != raw or raw != int(raw):  # noqa: PLR0124 - NaN
            raise PeriodError(raw)
        return _from_text(str(int(raw)), raw, year)
    if not isinstance(raw, str):
        raise PeriodError(raw)
    return _from_text(_plain(raw), raw, year)


def _plain(text: str) -> str:
    """Half-width, no blanks, one kind of dash."""
    text = re.sub(r"\s|'", "", unicodedata.normalize("NFKC", text)).upper()
    return re.sub(r"[—–―‐‑−~〜～至到]+", "-", text)


def _from_text(text: str, raw: object, year: int | None) -> Period:
    if re.fullmatch(r"\d+(\.0)?", text):
        return _from_digits(text.removesuffix(".0"), raw)
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:T?[\d:.]*)?)?", text):
        return _with_day(_checked(raw, int(found[1]), int(found[2]), "month"), found[3], raw)
    # What Excel makes of 2024-09 in a CSV file that it saves again.
    if (found := re.fullmatch(r"([A-Z]{3})-(\d\d)", text)) and found[1] in _MONTH_NAMES:
        return Period(2000 + int(found[2]), _MONTH_NAMES.index(found[1]) + 1, "month")
    if found := re.fullmatch(r"(\d{4})年?-?第?Q?([1-4])(?:Q|季度?)|(\d{4})年?-?Q([1-4])", text):
        return _checked(raw, int(found[1] or found[3]), int(found[2] or found[4]) * 3, "quarter")
    found = re.fullmatch(r"(?:(\d{4})年?度?|(\d\d)年度?(?=.)|(今年|本年))?(.*)", text)
    if found is None:
        raise PeriodError(raw)
    written = found[1] or (f"20{found[2]}" if found[2] else "")
    return _from_words(
        _digits_for_words(found[4]), raw, int(written) if written else year, year_written=bool(written)
    )


def _digits_for_words(words: str) -> str:
    """九月 is 9月, 一至九月 (一-九月) is 1-9月; 一季度 stays."""
    return re.sub(
        r"(十[一二]|[一二三四五六七八九十])(?=月|-[一二三四五六七八九十]{1,2}月)",
        lambda found: str(_CHINESE.index(found[1]) + 1),
        words,
    )


def _with_day(period: Period, day: str | None, raw: object) -> Period:
    """The period, if the day that was written beside it is one of its month's."""
    if day and not 1 <= int(day) <= period.end.day:
        raise PeriodError(raw, "没有这一天")
    return period


def _from_digits(digits: str, raw: object) -> Period:
    """202409, 20240930, a bare year, or Excel's serial number."""
    if len(digits) == 4:  # noqa: PLR2004 - a year
        return _checked(raw, int(digits), 12, "year")
    if len(digits) in {6, 8}:
        return _with_day(_checked(raw, int(digits[:4]), int(digits[4:6]), "month"), digits[6:], raw)
    if int(digits) in _EXCEL_DAYS:
        day = _EXCEL_EPOCH + timedelta(days=int(digits))
        return Period(day.year, day.month, "month")
    raise PeriodError(raw)


def _from_words(  # noqa: PLR0911 - one return a spelling reads better than a table
    words: str, raw: object, year: int | None, *, year_written: bool
) -> Period:
    """What stands after the year: 9月, 1-9月, 上半年, 前三季度, 三季度, 全年."""
    words = words.removesuffix("累计").removesuffix("份")
    if words in {"", "全年", "年度", "1-12月", "1-12月份"} and (words or year_written):
        return _checked(raw, year, 12, "year" if "-" not in words else "ytd")
    if words in {"上半年", "下半年"}:
        if words == "下半年":
            raise PeriodError(raw, "不是月、季、1月起累计或全年")
        return _checked(raw, year, 6, "ytd")
    if found := re.fullmatch(r"前([一二三四1-4])(?:个)?季度", words):
        return _checked(raw, year, _quarter(found[1]) * 3, "ytd")
    if found := re.fullmatch(r"第?([一二三四1-4])季度?", words):
        return _checked(raw, year, _quarter(found[1]) * 3, "quarter")
    if found := re.fullmatch(r"(\d{1,2})月?-(\d{1,2})月", words):
        return _span(raw, year, int(found[1]), int(found[2]))
    if found := re.fullmatch(r"前(\d{1,2})个?月", words):
        return _checked(raw, year, int(found[1]), "ytd")
    if found := re.fullmatch(r"(\d{1,2})月(?:末|底|(\d{1,2})日)?", words):
        return _with_day(_checked(raw, year, int(found[1]), "month"), found[2], raw)
    raise PeriodError(raw)


def _span(raw: object, year: int | None, first: int, last: int) -> Period:
    if first == 1 and last > 1:
        return _checked(raw, year, last, "ytd")
    if last - first == 2 and last % 3 == 0:  # noqa: PLR2004 - three months
        return _checked(raw, year, last, "quarter")
    raise PeriodError(raw, "不是月、季、1月起累计或全年")


def _quarter(word: str) -> int:
    return int(word) if word.isdigit() else _QUARTER_WORDS.index(word) + 1


def _checked(raw: object, year: int | None, month: int, kind: Kind) -> Period:
    if year is None:
        raise PeriodError(raw, "没有写年份")
    if year not in _YEARS or not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        raise PeriodError(raw, "超出范围")
    return Period(year, month, kind)


def to_single_months(ytd: pd.DataFrame) -> pd.DataFrame:
    """Each reported span's own value: a stored ytd less the one reported before it in the year.

    Args:
        ytd: rows are indicators, columns months 1..12, values since January, NaN where none is reported.

    Returns:
        The single values, standing in the month they were reported for; ``months_covered`` tells which cover more than
        that. A negative value is a revision and stays. 1-3月 5.0, 1-4月 7.5 gives 2.5 for April.
    """
    return ytd - ytd.ffill(axis=1).shift(axis=1).fillna(0.0)


def months_covered(ytd: pd.Series) -> pd.Series:
    """How many months each known value of a year (index 1..12) adds to the one known before it: 1—2月 adds 2."""
    known = ytd.index[ytd.notna()].to_numpy(int)
    covered = pd.Series(known, index=known, dtype=float).diff().fillna(float(known[0]) if len(known) else 0.0)
    return covered.reindex(ytd.index)


def to_ytd(single: pd.DataFrame) -> pd.DataFrame:
    """The way back: the running sum of what was reported, NaN where nothing was."""
    return single.cumsum(axis=1).where(single.notna())


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
