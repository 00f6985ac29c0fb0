"""Which period a value is of."""

from __future__ import annotations

from indicators.reading.parsed import ReadOverrides
from tests.office_tables import read


def test_plans() -> None:
    """A target without actuals is a plan, with periods for the year, quarters and months."""
    table = read(
        "2024年\n指标,单位,年度目标,一季度计划,1-6月计划,9月计划\n规上工业总产值,亿元,2500,500,1100,1800\n"
    )
    assert table.subject == "plans"
    found = {
        (r["period"], r["span"]): r["value"]
        for r in table.entries.astype({"value": float}).to_dict("records")
    }
    assert found == {
        ("2024", "year"): 2500,
        ("2024Q1", "quarter"): 500,
        ("2024-06", "ytd"): 1100,
        ("2024-09", "month"): 1800,
    }
    assert set(table.entries["measure"]) == {"target"}
    long = read("指标,年度,目标值\n规上工业总产值,2024,2500\n")
    assert (long.subject, list(long.entries["period"])) == ("plans", ["2024"])
    titled = read("2024年分月计划\n指标,全年,上半年,9月\n规上工业总产值,3,1,2\n")
    assert (titled.subject, sorted(titled.entries["period"])) == ("plans", ["2024", "2024-06", "2024-09"])
    chosen = read("指标,2024年9月\n规上工业总产值,3\n", ReadOverrides(subject="plans"))
    assert (chosen.subject, list(chosen.entries["measure"])) == ("plans", ["target"])
