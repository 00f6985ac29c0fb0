"""Templates: names in them are text and come back as they were."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from indicators.access import Reporter
from indicators.frames import as_csv
from indicators.period import Period
from indicators.uploads.commit import commit_upload
from indicators.uploads.preview import preview_file
from indicators.uploads.templates import definitions_template, observations_template, template_as_xlsx
from tests.reports import TODAY, previewed
from tests.store_helpers import copied
from tests.upload_helpers import formula_tables

if TYPE_CHECKING:
    from indicators.store.snapshot import Snapshot
    from indicators.store.store import Store

CLERK = Reporter("x", "administrator", None)


@pytest.fixture(scope="module", params=["=", "+", "-", "@"])
def snapshot(
    seeded: Store, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Snapshot:
    """An indicator of the plan whose name begins like a formula."""
    store = copied(seeded, tmp_path_factory.mktemp("formula"))
    formula_tables(store, str(request.param))
    content = f"指标,单位,2024年目标\n{request.param}1+1检查,次,9".encode()
    commit_upload(store, previewed(store, content, CLERK), confirmed=True)
    return store.snapshot()


def test_workbook_has_no_formula(snapshot: Snapshot) -> None:
    """Names in a workbook are text, whatever they begin with."""
    template = observations_template(snapshot, CLERK, Period(2024, 9, "month"))
    with zipfile.ZipFile(io.BytesIO(template_as_xlsx(template))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "1+1检查" in book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet


def test_catalogue_comes_back(snapshot: Snapshot) -> None:
    """A catalogue downloaded as CSV and handed in again changes nothing: the apostrophe is no part of a name."""
    content = as_csv(definitions_template(snapshot).table)
    preview = preview_file(content, name="指标目录.csv", snapshot=snapshot, reporter=CLERK, today=TODAY)
    assert (preview.problems, preview.questions) == ([], [])
    assert preview.counts["unchanged"] == len(snapshot.catalogue)


def test_month_comes_back(snapshot: Snapshot) -> None:
    """A month downloaded as CSV and filled in is read without a problem."""
    month = observations_template(snapshot, CLERK, Period(2024, 10, "month")).table
    own = month[month["指标"].str.endswith("1+1检查")].assign(**{"数值（累计）": "9"})
    preview = preview_file(as_csv(own), name="10月.csv", snapshot=snapshot, reporter=CLERK, today=TODAY)
    assert (preview.problems, preview.checked.rows["value"].tolist()) == ([], [9.0])
