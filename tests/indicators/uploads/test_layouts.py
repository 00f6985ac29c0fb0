"""A confirmed layout serves the next file of its form, until it is forgotten or its upload is withdrawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from indicators.access import NotAllowedError
from indicators.frames import records
from indicators.reading import Fact, remember
from indicators.store.errors import StoreError, StoreWriteError
from indicators.store.store import Store
from indicators.uploads.commit import commit_upload, restore_upload, withdraw_upload
from indicators.uploads.history import differences_of_upload, list_uploads
from indicators.uploads.layouts import forget_layout, list_layouts, remembered_layouts
from indicators.validation.context import UploadDecisions
from tests.layout_helpers import column, confirmable, read_by, table
from tests.reports import ADMINISTRATOR, ECONOMY, SCIENCE, gazelles, output, previewed, value_of

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.reading import RememberedLayout, TableLayout

FORM = confirmable()


def report(store: Store, value: float, *tables: TableLayout, reporter: Reporter = ECONOMY) -> str:
    """Commit a value of a file that was read by these tables' layout; the upload's id."""
    preview = read_by(store, output(value), reporter, *tables)
    return commit_upload(store, preview, confirmed=True).upload


def remembered(store: Store, form: TableLayout = FORM, department: str = "经发局") -> RememberedLayout | None:
    """How the next file of a form would be read without a question."""
    return remembered_layouts(store.snapshot(), department).get(form.fingerprint)


def states(store: Store) -> list[str]:
    """What happened to forms, in its order."""
    return store.snapshot().log["layouts"]["state"].tolist()


def test_confirmed_layout_is_remembered(store: Store) -> None:
    """What was inferred and confirmed is known for the department's next file of that form, in another month, too."""
    report(store, 700, FORM)
    known = remembered(store, confirmable(heading="10月完成情况"))
    assert known == remember(FORM, frozenset())
    assert known.columns[-1] == ("#月完成情况", "ytd")


def test_remembered_for_its_department_only(store: Store) -> None:
    """Another department is asked about the same form."""
    report(store, 700, FORM)
    assert remembered(store, department="科技局") is None
    report(store, 710, FORM, reporter=ADMINISTRATOR)
    assert remembered(store, department=ADMINISTRATOR.name) is not None


def test_nothing_is_remembered_of_a_stated_layout(store: Store) -> None:
    """A form that says everything by itself leaves nothing behind, whatever else is in the file."""
    stated = table(column(1, "累计", "ytd"), facts={"unit": Fact("亿元", "column", certainty="stated")})
    report(store, 700, stated)
    assert states(store) == []


@pytest.mark.parametrize(
    "form",
    [
        table(column(1, "完成情况", "ytd"), facts={"period": Fact("2024年1—9月", "title")}),
        table(column(1, "全市", "unused", "confirmed")),
        table(column(1, "累计", "ytd"), used=False, used_certainty="confirmed"),
    ],
    ids=["fact", "column", "table"],
)
def test_everything_confirmed_is_remembered(store: Store, form: TableLayout) -> None:
    """A fact of the table, a column that nobody wants, a table that is left out: each is kept."""
    report(store, 700, form)
    assert remembered(store, form) == remember(form, frozenset())


def test_used_again(store: Store) -> None:
    """A file that is read by what is remembered uses it again; one that was read otherwise confirms something new."""
    report(store, 700, FORM)
    report(store, 710, FORM)
    other = confirmable("month")
    report(store, 720, other)
    assert states(store) == ["确认", "沿用", "确认"]
    assert remembered(store) == remember(other, frozenset())


@pytest.mark.parametrize("answered", ["asked", "catalogue"])
def test_an_answer_is_given_once(store: Store, answered: str) -> None:
    """A unit that a person gave is remembered by the next file, which confirms nothing new."""

    def form(place: str) -> TableLayout:
        return table(column(1, "累计", "ytd"), facts={"unit": Fact("亿元", place, certainty="confirmed")})

    first = report(store, 700, form(answered))
    report(store, 710, form("remembered"))
    withdraw_upload(store, first, ECONOMY)
    assert states(store) == ["确认", "沿用", "撤回"]
    report(store, 720, form("remembered"))
    report(store, 730, form("title"))
    assert states(store)[3:] == ["确认", "确认"]


def test_unused_names_stay_unused(store: Store) -> None:
    """Names that nobody wants are kept with the form, as they are without numbering; later ones are added."""
    stated = table(column(1, "累计", "ytd"))

    def report_without(value: float, form: TableLayout, *names: str) -> None:
        decisions = UploadDecisions(unused_names=frozenset(names))
        preview = read_by(store, output(value), ECONOMY, form, decisions=decisions)
        commit_upload(store, preview, confirmed=True)

    report_without(700, stated, "1、全社会用电量")
    known = remembered(store, stated)
    assert known is not None
    assert known.unused_names == {"全社会用电量"}
    report_without(710, replace(stated, unused_names=known.unused_names), "工业用电量（亿千瓦时）")
    known = remembered(store, stated)
    assert known is not None
    assert known.unused_names == {"全社会用电量", "工业用电量"}


def test_tables_of_one_form(store: Store) -> None:
    """Of the sheets of one form the one that is read counts, though others are left out."""
    september, august = confirmable(sheet="9月"), replace(confirmable(sheet="8月"), used=False)
    assert september.fingerprint == august.fingerprint
    report(store, 700, september, august)
    known = remembered(store)
    assert known is not None
    assert known.used
    assert states(store) == ["确认"]


def test_withdrawn_upload_is_asked_about_again(store: Store) -> None:
    """A form that led to a withdrawn upload is asked about again, whichever upload of it was withdrawn."""
    report(store, 700, FORM)
    second = report(store, 710, FORM)
    withdraw_upload(store, second, ECONOMY)
    assert remembered(store) is None
    assert value_of(store) == 700
    restore_upload(store, second, ECONOMY)
    assert remembered(store) == remember(FORM, frozenset())
    assert states(store) == ["确认", "沿用", "撤回", "沿用"]


def test_withdrawal_before_a_correction(store: Store) -> None:
    """A form that was corrected since stays known when the upload that was read wrongly is withdrawn."""
    wrong = report(store, 700, FORM)
    corrected = confirmable("month")
    report(store, 710, corrected)
    withdraw_upload(store, wrong, ECONOMY)
    assert remembered(store) == remember(corrected, frozenset())


def test_restoring_brings_nothing_forgotten_back(store: Store) -> None:
    """What was forgotten, or confirmed anew, while an upload was withdrawn stays so when the upload comes back."""
    upload = report(store, 700, FORM)
    withdraw_upload(store, upload, ECONOMY)
    forget_layout(store, "经发局", FORM.fingerprint, ECONOMY)
    restore_upload(store, upload, ECONOMY)
    assert remembered(store) is None
    withdraw_upload(store, upload, ECONOMY)
    report(store, 710, confirmable("month"))
    restore_upload(store, upload, ECONOMY)
    known = remembered(store)
    assert known == remember(confirmable("month"), frozenset())


def test_confirmed_again_after_withdrawal(store: Store) -> None:
    """Confirmed again, the same layout counts again."""
    withdraw_upload(store, report(store, 700, FORM), ECONOMY)
    report(store, 710, FORM)
    assert remembered(store) is not None
    assert states(store) == ["确认", "撤回", "确认"]


def test_forgotten(store: Store) -> None:
    """A department forgets its own forms, an administrator anybody's; a form that is not there is named."""
    report(store, 700, FORM)
    with pytest.raises(NotAllowedError, match="经发局的版式"):
        forget_layout(store, "经发局", FORM.fingerprint, SCIENCE)
    forget_layout(store, "经发局", FORM.fingerprint, ADMINISTRATOR)
    assert remembered(store) is None
    assert list_layouts(store.snapshot()).empty
    for fingerprint in (FORM.fingerprint, "nonsense"):
        with pytest.raises(StoreError, match=f"经发局没有编号为“{fingerprint}”的版式"):
            forget_layout(store, "经发局", fingerprint, ECONOMY)


def test_list(store: Store) -> None:
    """The list says whose form it is, who confirmed it, how many files were read by it, and what is remembered."""
    form = table(
        column(1, "9月完成情况", "ytd", "inferred"),
        column(2, "全市", "unused", "confirmed"),
        sheet="月报",
        facts={"unit": Fact("亿元", "title")},
    )
    report(store, 700, form)
    first = store.snapshot().log["layouts"]["reported_at"].iloc[0]
    report(store, 710, form)
    other = report(store, 720, confirmable())
    withdraw_upload(store, other, ADMINISTRATOR)
    withdrawn, used = records(list_layouts(store.snapshot()))
    assert (used["department"], used["by"], used["files"], used["state"]) == ("经发局", "经发局", 2, "沿用")
    assert used["title"] == "月报"
    assert used["meaning"] == "实际数；单位亿元；指标=名称，#月完成情况=累计，全市=不用"
    assert first == used["at"] < used["used_at"]
    assert (withdrawn["files"], withdrawn["state"], withdrawn["title"]) == (1, "撤回", "指标、9月完成情况")


def test_uploads_are_listed_once(store: Store) -> None:
    """What is kept of a layout is no upload of its own, and none of its values."""
    upload = report(store, 700, FORM)
    assert list_uploads(store)[["upload", "table", "rows", "stands"]].to_numpy().tolist() == [
        [upload, "observations", 1, True]
    ]
    assert differences_of_upload(store, upload, first=9)["new"].tolist() == [700]
    withdraw_upload(store, upload, ECONOMY)
    assert list_uploads(store)["stands"].tolist() == [False]


class WithoutLayouts(Store):
    """Tables of which the layouts cannot be written."""

    def update(self, table: str, *arguments: Any, **more: Any) -> Any:
        """Of the others only."""
        if table == "layouts":
            raise StoreWriteError(table)
        return super().update(table, *arguments, **more)


def test_values_count_without_their_layout(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """Where the layouts cannot be written, values are reported and withdrawn all the same."""
    store = WithoutLayouts(store.root)
    upload = report(store, 700, FORM)
    assert value_of(store) == 700
    assert f"layouts of upload {upload}" in caplog.text
    assert withdraw_upload(store, upload, ECONOMY) == 1
    assert states(store) == []


def test_file_without_layout(store: Store) -> None:
    """A file of which no layout is known leaves none behind."""
    commit_upload(store, previewed(store, gazelles(70)), confirmed=True)
    assert states(store) == []
