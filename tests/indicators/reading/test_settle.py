"""What a department confirmed of a form is not asked again; what differs is."""

from __future__ import annotations

from indicators.reading.formats.detect import decode
from indicators.reading.layout.classify import classify_file
from indicators.reading.layout.layout import Layout, RememberedLayout
from indicators.reading.parsed import ReadOverrides
from indicators.reading.propose import propose
from indicators.reading.settle import remember, settle
from tests.office_tables import NAMES

HEAD = "指标,单位,全年目标,完成情况,某某"
ROW = "规上工业总产值,亿元,2500,1800,7"


def proposed(month: int, heading: str = HEAD, row: str = ROW) -> Layout:
    """The layout that a file of a month seems to have."""
    content = f"2024年1-{month}月情况\n{heading}\n{row}\n".encode()
    sheets = classify_file(decode(content, "上报.csv", ReadOverrides()), NAMES)
    return propose(sheets, "上报.csv", None, frozenset(NAMES.values()))


def confirmed() -> dict[str, RememberedLayout]:
    """What is remembered of August's file, whose last column nobody wants."""
    overrides = ReadOverrides(roles={"E": "unused"})
    (table,) = settle(proposed(8), {}, overrides).confirmed().tables
    kept = remember(table, frozenset({"没有的"}))
    return {kept.fingerprint: RememberedLayout.from_json(kept.fingerprint, kept.to_json())}


def test_a_new_form_is_asked_about() -> None:
    """Title and targets are inferred, and the numbers of which nobody knows the use are open."""
    (table,) = proposed(8).tables
    assert {"period", "C", "D"} <= set(table.inferred)
    assert [column.letters for column in table.open] == ["E"]


def test_next_month_asks_nothing() -> None:
    """The same form is read as before: unused stays unused, and so do names that nobody wants."""
    layout = settle(proposed(9), confirmed(), ReadOverrides())
    (table,) = layout.tables
    assert layout.is_settled
    assert table.facts["period"].value == "2024年1—9月"
    assert (table.columns[4].use, table.unused_names) == ("unused", frozenset({"没有的"}))


def test_swapped_columns_are_asked_about() -> None:
    """A heading counts as the same only where it stands as before."""
    swapped = proposed(9, "指标,单位,完成情况,全年目标,某某", "规上工业总产值,亿元,1800,2500,7")
    assert not settle(swapped, confirmed(), ReadOverrides()).is_settled


def test_an_added_column_alone_is_asked_about() -> None:
    """A new column of numbers is open, the others are as they were confirmed."""
    more = proposed(9, f"{HEAD},另一", f"{ROW},8")
    (table,) = settle(more, confirmed(), ReadOverrides()).tables
    assert [column.letters for column in table.open] == ["F"]
    assert not {"C", "D", "E"} & set(table.inferred)


def test_a_person_settles_what_no_heading_says() -> None:
    """当月 for the file is the use of each value that does not say it; a role of a column goes before it."""
    overrides = ReadOverrides(measure="month", roles={"E": "level"})
    (table,) = settle(proposed(9), {}, overrides).tables
    assert [(c.use, c.certainty) for c in table.columns[3:]] == [
        ("month", "confirmed"),
        ("level", "confirmed"),
    ]
