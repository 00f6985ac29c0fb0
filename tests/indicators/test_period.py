"""Periods as offices write them, and the way between ytd and single months."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.period import (
    Period,
    PeriodError,
    is_due,
    months_covered,
    parse,
    time_label,
    to_single_months,
    today,
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


@pytest.mark.parametrize("value", [*REFUSED, None, True, float("nan"), 2024.9, pd.NaT])
def test_refused(value: object) -> None:
    """What is no month, quarter, ytd or year is refused in Chinese, naming the value and what would be right."""
    with pytest.raises(PeriodError) as refused:
        parse(value, year=2024)
    assert f"“{value}”" in str(refused.value)
    assert "2024年9月" in str(refused.value)


@pytest.mark.parametrize("text", ["9月", "1—9月", "上半年", "一季度", "全年"])
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


@given(YEARS, MONTHS, YEARS, MONTHS)
def test_order_is_time(year: int, month: int, other_year: int, other_month: int) -> None:
    """Periods of one kind sort as time runs, and their keys with them."""
    period, other = Period(year, month), Period(other_year, other_month)
    assert (period < other) == (period.end < other.end) == (period.key < other.key)


def test_span() -> None:
    """A quarter covers its three months, a ytd all since January."""
    assert Period(2024, 9, "quarter").first == 7
    assert Period(2024, 2, "ytd").first == 1
    assert Period(2024, 2).end == date(2024, 2, 29)


def frame(rows: list[list[float]]) -> pd.DataFrame:
    """Rows of twelve months."""
    return pd.DataFrame(rows, columns=range(1, 13), dtype=float)


AMOUNTS = st.lists(
    st.one_of(st.just(float("nan")), st.floats(0, 1e6, allow_nan=False)), min_size=12, max_size=12
)


@given(st.lists(AMOUNTS, min_size=1, max_size=5))
def test_single_months_and_back(rows: list[list[float]]) -> None:
    """Single values add up to the ytd they came from, whatever was not reported."""
    ytd = frame(rows).cumsum(axis=1)
    single = to_single_months(ytd)
    again = single.cumsum(axis=1).where(single.notna())
    pd.testing.assert_frame_equal(again, ytd, check_exact=False, atol=1e-6)


def test_january_and_february_together() -> None:
    """A February ytd without January is the value of both months."""
    nan = np.nan
    single = to_single_months(frame([[nan, 5.0, 9.0, 12.5] + [nan] * 8]))
    assert single.iloc[0, :4].tolist()[1:] == [5.0, 4.0, 3.5]
    assert np.isnan(single.iloc[0, 0])


def test_quarterly_series() -> None:
    """Differences of a quarterly series are quarters."""
    nan = np.nan
    single = to_single_months(frame([[nan, nan, 3.0, nan, nan, 7.0] + [nan] * 6]))
    assert single.loc[0, [3, 6]].tolist() == [3.0, 4.0]


def test_revision_stays_negative() -> None:
    """A month made negative by a revision is shown, not hidden."""
    single = to_single_months(frame([[3.0, 2.5] + [np.nan] * 10]))
    assert single.loc[0, 2] == pytest.approx(-0.5)


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


def test_months_covered() -> None:
    """1—2月 together are two, a first report in September nine, and what is not known none."""
    months = pd.Series(np.nan, range(1, 13))
    assert months_covered(months).isna().all()
    months[[2, 3, 9]] = [1.0, 2.0, 3.0]
    assert months_covered(months).dropna().to_dict() == {2: 2, 3: 1, 9: 6}
    months[[2, 3]] = np.nan
    assert months_covered(months).dropna().to_dict() == {9: 9}


def test_time_is_chinas() -> None:
    """Late in the evening of UTC it is tomorrow in China, whatever the zone of the machine and of the value."""
    late = datetime(2024, 9, 30, 16, 30, tzinfo=UTC)
    assert time_label(late) == "2024-10-01 00:30"
    assert time_label(pd.Timestamp(late)) == "2024-10-01 00:30"
    before, day, after = (
        (datetime.now(UTC) + timedelta(hours=8)).date(),
        today(),
        (datetime.now(UTC) + timedelta(hours=8)).date(),
    )
    assert before <= day <= after


def test_months_are_named() -> None:
    """The last month, whatever the period covers."""
    assert Period(2024, 9).month_label == Period(2024, 9, "quarter").month_label == "2024年9月"


@pytest.mark.parametrize(
    ("month", "due"), [(8, ["month"]), (9, ["month", "quarter"]), (12, ["month", "quarter", "year"])]
)
def test_what_is_due(month: int, due: list[str]) -> None:
    """Quarters are asked for in their last month, years in December; a frequency nobody knows is monthly."""
    frequencies = pd.Series(["month", "quarter", "year"])
    assert frequencies[is_due(frequencies, month)].tolist() == due
    assert is_due(pd.Series(["", None]), month).all()
