"""Which tables a file has, and which of their facts are stated."""

from __future__ import annotations

import pytest

from indicators.reading.issues import ReadingError
from indicators.reading.parsed import ReadOverrides
from tests.office_tables import NAMES, understood, workbook

OUTPUT, PROJECTS, _ = NAMES


def test_all_tables_of_a_file_are_proposed() -> None:
    """Several tables and sheets are read if they name something known, and are named by sheet and row."""
    rows = [["指标", "单位", "2024年1-9月累计"], [OUTPUT, "亿元", 1]]
    book = workbook(
        甲=[*rows, [], ["指标", "单位", "2024年9月末"], [PROJECTS, "个", 3]],
        乙=[rows[0], ["没有的", "家", 2]],
    )
    layout, _ = understood(book)
    assert [(table.id, table.used) for table in layout.tables] == [
        ("甲!1", True),
        ("甲!4", True),
        ("乙!1", False),
    ]
    assert all("used" in table.inferred for table in layout.tables)


@pytest.mark.parametrize(
    ("content", "certainty"),
    [
        (f"指标,单位,2024年1-9月累计\n{OUTPUT},亿元,1\n", {}),
        (f"2024年9月\n指标,单位,累计\n{OUTPUT},亿元,1\n", {"period": "inferred"}),
        (f"2024年9月\n指标（单位：亿元）,累计\n{OUTPUT},1\n", {"period": "inferred", "unit": "stated"}),
        (
            f"2024年9月预计,单位：亿元\n指标,累计\n{OUTPUT},1\n",
            {"period": "inferred", "unit": "inferred", "state": "inferred"},
        ),
    ],
)
def test_only_what_stands_at_the_value_is_stated(content: str, certainty: dict[str, str]) -> None:
    """A fact of the title is inferred, and is not listed where the values need none."""
    layout, _ = understood(content)
    found = {name: fact.certainty for name, fact in layout.tables[0].facts.items() if name != "subject"}
    assert found == certainty


def test_a_chosen_sheet_that_does_not_exist() -> None:
    """It is named together with those that do."""
    with pytest.raises(ReadingError) as caught:
        understood(workbook(甲=[["指标", "累计"], [OUTPUT, 1]]), ReadOverrides(sheet="乙"))
    assert "甲" in caught.value.issue.fix
