"""Periods as offices write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.period import (
    Period,
    PeriodError,
    YearOutOfRangeError,
    maybe_october,
    maybe_ytd,
    parse,
)

YEARS = st.integers(1990, 2100)
MONTHS = st.integers(1, 12)

SPELLINGS = {
    "2024-09": ("month", 9),
    "2024/9": ("month", 9),
    "2024.9": ("month", 9),
    "202409": ("month", 9),
    "20240930": ("month", 9),
    "2024-09-30": ("month", 9),
    "2024-09-30 00:00:00": ("month", 9),
    "2024年9月": ("month", 9),
    "2024年09月份": ("month", 9),
    "2024年9月末": ("month", 9),
    " 2024 年 9 月 ": ("month", 9),
    "２０２４年９月": ("month", 9),
    "9月": ("month", 9),
    "45536": ("month", 9),
    "1-9月": ("ytd", 9),
    "1—9月": ("ytd", 9),
    "1～9月": ("ytd", 9),
    "1至9月": ("ytd", 9),
    "1月-9月": ("ytd", 9),
    "1-9月累计": ("ytd", 9),
    "前9个月": ("ytd", 9),
    "2024年1-9月": ("ytd", 9),
    "2024年1—2月": ("ytd", 2),
    "上半年": ("ytd", 6),
    "2024年上半年": ("ytd", 6),
    "前三季度": ("ytd", 9),
    "一季度": ("quarter", 3),
    "第一季度": ("quarter", 3),
    "1季度": ("quarter", 3),
    "2024Q3": ("quarter", 9),
    "2024-Q3": ("quarter", 9),
    "2024年三季度": ("quarter", 9),
    "2024年第三季度": ("quarter", 9),
    "4-6月": ("quarter", 6),
    "九月份": ("month", 9),
    "九月末": ("month", 9),
    "2024年九月": ("month", 9),
    "十二月底": ("month", 12),
    "一月份": ("month", 1),
    "2024.9月": ("month", 9),
    "一至九月": ("ytd", 9),
    "一月至九月": ("ytd", 9),
    "一—十二月累计": ("ytd", 12),
    "2024年1至9月": ("ytd", 9),
    "前九个月": ("ytd", 9),
    "Q3": ("quarter", 9),
    "2024年Q2": ("quarter", 6),
    "2024年-第三季度": ("quarter", 9),
    "三季度末": ("month", 9),
    "第2季度末": ("month", 6),
    "2024Q3末": ("month", 9),
    "1-3季度": ("ytd", 9),
    "一至二季度": ("ytd", 6),
    "2024年Q1-Q3": ("ytd", 9),
    "2024年末": ("month", 12),
    "2024年年底": ("month", 12),
    "年末": ("month", 12),
    "今年底": ("month", 12),
    "全年": ("year", 12),
    "2024年": ("year", 12),
    "2024年度": ("year", 12),
    "2024": ("year", 12),
}
REFUSED = [
    "",
    "下半年",
    "13月",
    "2024-13",
    "2-5月",
    "2-3季度",
    "五季度",
    "末",
    "初",
    "上年",
    "1/9",
    "2024-九",
    "1234",
    "198513",
    "3—2月",
    "abc",
    "—",
    "暂无",
    "12345678901",
    "3.5",
    "1899年1月",
]


@pytest.mark.parametrize(("text", "expected"), SPELLINGS.items(), ids=list(SPELLINGS))
def test_spellings(text: str, expected: tuple[str, int]) -> None:
    """What offices write is read as the month, quarter, ytd or year it says."""
    period = parse(text, year=2024)
    assert (period.year, period.kind, period.month) == (2024, *expected)


@pytest.mark.parametrize(
    "value",
    [
        date(2024, 9, 3),
        datetime(2024, 9, 30, 8, 0, tzinfo=UTC),
        pd.Timestamp(2024, 9, 1),
        45536,
        45536.0,
        202409,
    ],
)
def test_cells_of_a_spreadsheet(value: object) -> None:
    """Dates and Excel's serial numbers are the month they lie in."""
    assert parse(value) == Period(2024, 9, "month")


@pytest.mark.parametrize("value", [*REFUSED, None, True, float("nan"), 2024.9, pd.NaT, "9" * 5_000])
def test_refused(value: object) -> None:
    """What is no month, quarter, ytd or year is refused in Chinese, naming the value and what would be right."""
    with pytest.raises(PeriodError) as refused:
        parse(value, year=2024)
    assert f"“{value}”" in str(refused.value)
    assert "2024年9月" in str(refused.value)


@pytest.mark.parametrize("text", ["9月", "1—9月", "上半年", "一季度", "全年", "年底", "上年末"])
def test_year_must_come_from_somewhere(text: str) -> None:
    """Without a year in the text or from the table's head nothing is guessed."""
    with pytest.raises(PeriodError, match="没有写年份"):
        parse(text)


@given(YEARS, MONTHS)
def test_what_is_shown_is_read_again(year: int, month: int) -> None:
    """Every period can be read from what the screen says of it, and every key from what the tables store."""
    kinds = ["month", "ytd"] if month > 1 else ["month"]
    kinds += ["quarter"] * (month % 3 == 0) + ["year"] * (month == 12)
    for kind in kinds:
        period = Period(year, month, kind)  # type: ignore[arg-type]
        assert parse(str(period)) == period
        assert Period.from_key(period.key) == Period(year, month, "ytd")


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes the parser fail in any other way than by refusing it."""
    try:
        period = parse(text, year=2024)
    except PeriodError:
        return
    assert 1 <= period.month <= 12


@pytest.mark.parametrize(
    ("text", "key"),
    [("Sep-26", "2026-09"), ("24年9月", "2024-09"), ("九月", "2024-09"), ("一至十一月", "2024-11")],
)
def test_months_in_words(text: str, key: str) -> None:
    """What Excel makes of 2026-09 when it saves a CSV file, years of two digits, months in Chinese numerals."""
    assert parse(text, year=2024).key == key


@pytest.mark.parametrize("text", ["2024-02-31", "9月99日", "20240931"])
def test_a_day_that_is_none(text: str) -> None:
    """A day beyond its month's end is a slip of the keys."""
    with pytest.raises(PeriodError, match="没有这一天"):
        parse(text, year=2024)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("上年末", "2023-12"),
        ("去年底", "2023-12"),
        ("上年年末", "2023-12"),
        ("年初", "2023-12"),
        ("2022年初", "2021-12"),
        ("2022年年初", "2021-12"),
        ("2022年末", "2022-12"),
    ],
)
def test_turn_of_the_year(text: str, key: str) -> None:
    """A year begins with what the one before it ended with."""
    period = parse(text, year=2024)
    assert (period.key, period.kind) == (key, "month")


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("1989年", "是1989年，1990年以前的数据不在范围内"),
        ("1985", "是1985年"),
        (1978, "是1978年"),
        ("1989年1-9月", "1990年以前"),
        ("198509", "是1985年"),
        (date(1989, 12, 31), "“1989-12-31”是1989年"),
        ("1990年初", "是1989年"),
        ("2101年3月", "是2101年，2100年以后的数据不在范围内"),
    ],
)
def test_years_that_are_not_kept(value: object, says: str) -> None:
    """A year before 1990 or after 2100 is named, with the limit, and told from what cannot be read."""
    with pytest.raises(YearOutOfRangeError) as refused:
        parse(value)
    assert says in str(refused.value)
    assert f"“{value}”" in str(refused.value)


def test_a_wrong_month_is_no_wrong_year() -> None:
    """What is no month is not excused by its year."""
    with pytest.raises(PeriodError) as refused:
        parse("1985-13")
    assert not isinstance(refused.value, YearOutOfRangeError)


@pytest.mark.parametrize("raw", [2024.1, "2024.1", " 2023.1 ", "２０２２．１"])
def test_october_that_lost_its_zero(raw: object) -> None:
    """A number cannot keep the zero of 2024.10."""
    assert maybe_october(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "2024.01",
        "2024.10",
        "2024-1",
        "2024/1",
        "2024年1月",
        "2024.11",
        "2.1",
        2024.2,
        2024,
        None,
        date(2024, 1, 1),
    ],
)
def test_no_october(raw: object) -> None:
    """What names its month is that month."""
    assert not maybe_october(raw)


@pytest.mark.parametrize(
    ("raw", "month"),
    [
        ("1月9日", 9),
        ("1/9", 9),
        ("1-9", 9),
        ("01-09", 9),
        ("１月１２日", 12),
        ("1—6", 6),
        ("1月2日", 2),
        ("1至11", 11),
    ],
)
def test_days_that_excel_made_of_months(raw: str, month: int) -> None:
    """A day of January from the 2nd to the 12th may be January to that month."""
    assert maybe_ytd(raw) == month


@pytest.mark.parametrize(
    "raw",
    ["1月1日", "1月13日", "2月9日", "1-9月", "1月", "9", "2024-01-09", "11-9", "", None, 9, date(2024, 1, 9)],
)
def test_no_months_since_january(raw: object) -> None:
    """Any other day is a day, and 1-9月 says what it is."""
    assert maybe_ytd(raw) is None
