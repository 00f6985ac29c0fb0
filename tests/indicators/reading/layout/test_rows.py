"""Which rows hold values, and which column an issue blames."""

from __future__ import annotations

from tests.office_tables import codes, read


def test_a_growth_row_side_by_side_names_its_own_column() -> None:
    """Of two tables side by side, the one whose row is called 同比 is named."""
    table = read(
        "2024年9月\n指标,累计,,指标,累计\n规上工业总产值,1,,固定资产投资,2\n新签产业项目,3,,同比,4\n"
    )
    assert codes(table) == ["growth_rows_left_out"]
    assert table.findings[0].column == "D“指标”"
