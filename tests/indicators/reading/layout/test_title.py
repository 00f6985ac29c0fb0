"""What a title gives to all values of its table."""

from __future__ import annotations

from tests.office_tables import NAMES, records

OUTPUT, PROJECTS, INVESTMENT = NAMES
TITLE = "2024年9月主要经济指标完成情况\n单位：亿元\n"


def test_period_and_unit_of_the_title() -> None:
    """Month and unit of the title count unless rows or headings name their own."""
    rows = records(
        TITLE
        + "填报单位：经发局,,制表日期：2024-10-15\n指标,年度目标,本月,累计,同比(%),完成率\n一、工业,,,,,\n"
        " 1.规上工业总产值,2500,200,1842.6,7.5,73.7\n其中：新签产业项目（个）,100,3,90,-3,90\n"
    )
    shown = [(r["name"], r["period"], r["span"], r["measure"], r["value"], r["unit"]) for r in rows]
    assert shown == [
        (OUTPUT, "2024", "year", "target", 2500.0, "亿元"),
        (OUTPUT, "2024-09", "month", "month", 200.0, "亿元"),
        (OUTPUT, "2024-09", "ytd", "ytd", 1842.6, "亿元"),
        (OUTPUT, "2024-09", "ytd", "growth", 7.5, "%"),
        (PROJECTS, "2024", "year", "target", 100.0, "个"),
        (PROJECTS, "2024-09", "month", "month", 3.0, "个"),
        (PROJECTS, "2024-09", "ytd", "ytd", 90.0, "个"),
        (PROJECTS, "2024-09", "ytd", "growth", -3.0, "%"),
    ]
