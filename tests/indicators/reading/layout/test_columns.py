"""What a heading says of its column."""

from __future__ import annotations

from tests.office_tables import read, values


def test_known_names_keep_their_words() -> None:
    """A known name with 增速 in it is that indicator, not the growth of another."""
    table = read("指标,2024年9月累计\n固定资产投资增速（%）,5\n", names={"固定资产投资增速": "x"})
    assert values(table) == {("固定资产投资增速", "2024-09", "ytd"): 5}
