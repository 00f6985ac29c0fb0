"""Frames as plain values, and as CSV in which no cell runs as a formula, wherever the cell comes from."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from indicators.access import Reporter
from indicators.export.tables import observations_table
from indicators.frames import as_csv, escape_formula, records, to_plain, unescape_formula
from indicators.period import Period
from indicators.store.seed import open_store
from indicators.uploads.commit import commit_upload
from indicators.uploads.preview import preview_file
from indicators.uploads.templates import (
    definitions_template,
    observations_template,
    template_as_csv,
    template_as_xlsx,
)
from tests.reports import HEAD, TODAY, previewed

if TYPE_CHECKING:
    from pathlib import Path

    from indicators.store.snapshot import Snapshot


@pytest.fixture(params=["=", "+", "-", "@"])
def snapshot(tmp_path: Path, request: pytest.FixtureRequest) -> Snapshot:
    """An indicator, its unit's file, its note and its reporter that all begin like a formula."""
    start = str(request.param)
    store = open_store(str(tmp_path), with_demo=False)
    who = Reporter(f"{start}局", "administrator", None)
    definition = (
        f"指标名称,单位,类型,方向,频率,六提,定义\n{start}1+1检查,次,个数,越高越好,月,安全提升,{start}2"
    )
    commit_upload(store, previewed(store, definition.encode(), who), confirmed=True)
    values = f"{HEAD},备注\n{start}1+1检查,次,2024-09,7,{start}3"
    commit_upload(store, previewed(store, values.encode(), who, name=f"{start}4.csv"), confirmed=True)
    return store.snapshot()


def cells_of(content: bytes) -> list[str]:
    """The cells of a CSV as a spreadsheet takes them in."""
    assert content.startswith(b"\xef\xbb\xbf")
    return [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]


def test_downloads(snapshot: Snapshot) -> None:
    """Source, note and reporter of a downloaded history begin with an apostrophe."""
    indicator = str(snapshot.catalogue["indicator"].iloc[-1])
    (row,) = observations_table(snapshot, indicator).to_dict("records")
    start = str(row["报送人"])[0]
    cells = cells_of(as_csv(observations_table(snapshot, indicator)))
    assert {f"'{start}3", f"'{start}4.csv", f"'{start}局"} <= set(cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_templates(snapshot: Snapshot) -> None:
    """Names in a template are text: with an apostrophe in CSV, without any formula in the workbook."""
    template = observations_template(snapshot, Reporter("x", "department", None), Period(2024, 9, "month"))
    assert template.table["指标"].str.endswith("1+1检查").any()
    assert not [cell for cell in cells_of(template_as_csv(template)) if cell.startswith(("=", "+", "-", "@"))]
    with zipfile.ZipFile(io.BytesIO(template_as_xlsx(template))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "1+1检查" in book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet


def test_templates_come_back(snapshot: Snapshot) -> None:
    """A catalogue and a month downloaded as CSV, filled in and handed in again: the apostrophe is none of the name."""
    clerk = Reporter("x", "administrator", None)
    catalogue = template_as_csv(definitions_template(snapshot))
    found = preview_file(catalogue, name="指标目录.csv", snapshot=snapshot, reporter=clerk, today=TODAY)
    assert (found.problems, found.questions, found.counts["unchanged"]) == ([], [], len(snapshot.catalogue))
    month = observations_template(snapshot, clerk, Period(2024, 10, "month"))
    own = month.table[month.table["指标"].str.endswith("1+1检查")].assign(**{month.table.columns[3]: "9"})
    found = preview_file(as_csv(own), name="10月.csv", snapshot=snapshot, reporter=clerk, today=TODAY)
    assert (found.problems, found.checked.rows["value"].tolist()) == ([], [9.0])


@pytest.mark.parametrize("text", ["=1+1", "-3", "＠名", "\t=1"])
def test_formulas_come_back_as_they_were(text: str) -> None:
    """Text that a spreadsheet would run gets an apostrophe and loses it again."""
    assert escape_formula(text) == f"'{text}"
    assert unescape_formula(f"'{text}") == text


def test_what_is_no_formula_stays() -> None:
    """Words, numbers and an apostrophe of one's own are handed out as they are."""
    assert [escape_formula(cell) for cell in ("经发局", -3, None, "'24年")] == ["经发局", -3, None, "'24年"]
    assert unescape_formula("'24年") == "'24年"


def test_plain_values() -> None:
    """What a program gets: absent is None, never NaN or blank; a 0 is a 0, dates are ISO text."""
    cells = [None, "", float("nan"), pd.NaT, np.float64(0), np.bool_(False), date(2024, 9, 30), "a"]  # noqa: FBT003
    assert [to_plain(cell) for cell in cells] == [None, None, None, None, 0.0, False, "2024-09-30", "a"]


def test_records() -> None:
    """A frame's rows by column name."""
    assert records(pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})) == [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]
