"""Layouts made by hand, for tests of what happens to them after reading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from indicators.reading import Column, Fact, Layout, TableLayout
from indicators.reading.cells import HeadingMeaning
from tests.reports import previewed

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.store.store import Store
    from indicators.uploads.preview import Preview
    from indicators.validation.context import UploadDecisions


def column(index: int, heading: str, use: str, certainty: Any = "stated", basis: str = "") -> Column:
    """A column that is used for something."""
    meaning = HeadingMeaning(text=heading)
    return Column(index, (meaning,), meaning, heading, use=use, certainty=certainty, basis=basis)


def table(*columns: Column, sheet: str = "", **more: Any) -> TableLayout:
    """A table of these columns, with a name for each of its rows."""
    facts = {"subject": Fact("observations", "column", certainty="stated")} | more.pop("facts", {})
    names = column(0, "指标", "name")
    return TableLayout(sheet, (3, 3), 20, "wide", 0, (names, *columns), facts, **more)


def confirmable(use: str = "ytd", heading: str = "9月完成情况", sheet: str = "") -> TableLayout:
    """A table whose one column of numbers is inferred."""
    return table(column(1, heading, use, "inferred", "标题写“累计”"), sheet=sheet)


def read_by(
    store: Store,
    content: bytes,
    reporter: Reporter,
    *tables: TableLayout,
    name: str = "9月.csv",
    decisions: UploadDecisions | None = None,
) -> Preview:
    """The preview of a file that was read by these tables' layout."""
    return replace(previewed(store, content, reporter, name, decisions), layout=Layout(tables))
