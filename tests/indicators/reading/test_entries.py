"""Numbers of cells, and the frame of entries."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.reading.parsed import ENTRY_COLUMNS, PLAN_COLUMNS
from tests.office_tables import NAMES, codes, read

OUTPUT, PROJECTS, INVESTMENT = NAMES


def test_column_types() -> None:
    """Rows are int32, values float64 and texts objects, in the order of ``ENTRY_COLUMNS``."""
    frame = read("指标,期间,数值\n规上工业总产值,2024-09,1\n").entries
    assert tuple(frame.columns) == ENTRY_COLUMNS
    assert frame["row"].dtype == "int32"
    assert frame["value"].dtype == "float64"
    assert all(frame[name].dtype == object for name in ENTRY_COLUMNS if name not in {"row", "value"})


@pytest.mark.parametrize("text", ["下降1.2%", "突破50亿元"])
def test_only_growths_and_targets_may_be_words(text: str) -> None:
    """下降1.2% and 突破50亿元 are no numbers where the row says 累计."""
    assert codes(read(f"指标,,2024年9月\n{OUTPUT},累计,{text}\n{INVESTMENT},同比,5\n")) == [
        "unreadable_number"
    ]


def test_words_of_a_plan() -> None:
    """The row of a plan may have its words, their source and its day; each of its numbers carries them."""
    table = read(
        f"指标,单位,2025年目标,2025年1-6月目标,原文,依据,下达日期\n{OUTPUT},亿元,2700,1300,力争突破2700亿元,公报,2025年1月8日\n"
        f"{PROJECTS},个,50,,,,\n"
    )
    assert (table.subject, codes(table)) == ("plans", [])
    assert tuple(table.entries.columns) == PLAN_COLUMNS
    words = table.entries[["wording", "quote", "announced"]].to_numpy().tolist()
    assert words[:2] == [["力争突破2700亿元", "公报", date(2025, 1, 8)]] * 2
    assert words[2] == ["", "", None]
