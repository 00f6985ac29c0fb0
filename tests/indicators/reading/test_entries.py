"""Numbers of cells, and the frame of entries."""

from __future__ import annotations

import pytest

from indicators.reading.parsed import ENTRY_COLUMNS
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
