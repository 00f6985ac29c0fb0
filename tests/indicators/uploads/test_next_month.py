"""Next month's file of a form is read without a question; one whose columns were swapped is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.reading import ReadOverrides
from indicators.uploads.commit import commit_upload, withdraw_upload
from indicators.validation.context import UploadDecisions
from tests.office_tables import workbook
from tests.reports import ECONOMY, value_of
from tests.upload_helpers import ask

if TYPE_CHECKING:
    from indicators.store.store import Store

# Each with the month's number and value; the columns in the order of the form, and swapped.
FORMS = {
    "本期 and 全市": (
        "2024年1—{month}月工业运行情况\n单位：亿元\n{head}\n规上工业总产值,{cells}",
        (("本期", "{value}"), ("全市", "9000")),
    ),
    "完成情况 beside a target": (
        "园区主要指标完成情况表（2024年1-{month}月）\n{head}\n规上工业总产值（亿元）,{cells}",
        (("2024年目标", "2500"), ("1-{month}月完成情况", "{value}"), ("测算值", "77")),
    ),
    "no unit anywhere": (
        "{head}\n规上工业总产值,{cells}",
        (("2024年1-{month}月", "{value}"), ("考核分", "12.5")),
    ),
}
ROLES = {"测算值": "unused", "考核分": "unused"}


def file(form: str, month: int, value: float, *, swapped: bool = False) -> bytes:
    """The file of a form for one month."""
    layout, columns = FORMS[form]
    columns = columns[::-1] if swapped else columns
    head = ",".join(["指标名称", *(heading for heading, _ in columns)])
    cells = ",".join(cell for _, cell in columns)
    text = layout.format(head=head.format(month=month), cells=cells.format(value=value), month=month)
    return text.encode()


def corrections(form: str) -> ReadOverrides:
    """What a clerk says of the columns that nobody knows."""
    headings = [heading for heading, _ in FORMS[form][1]]
    return ReadOverrides(roles={"BCD"[headings.index(h)]: role for h, role in ROLES.items() if h in headings})


@pytest.mark.parametrize("form", FORMS)
def test_a_form_from_month_to_month(store: Store, form: str) -> None:
    """Asked about once, silent the next month, and asked about again when it differs or was withdrawn."""
    first = ask(store, file(form, 8, 1600), ECONOMY, overrides=corrections(form))
    assert first.accepted
    assert first.questions
    commit_upload(store, first, confirmed=True)
    second = ask(store, file(form, 9, 1820), ECONOMY)
    assert (second.problems, second.questions) == ([], [])
    upload = commit_upload(store, second, confirmed=False).upload
    assert value_of(store) == 1820
    swapped = ask(store, file(form, 10, 2050, swapped=True), ECONOMY)
    assert not swapped.layout.is_settled
    assert [*swapped.problems, *swapped.questions]
    withdraw_upload(store, upload, ECONOMY)
    again = ask(store, file(form, 9, 1825), ECONOMY)
    assert [*again.problems, *again.questions]


def test_a_sheet_that_nobody_wants(store: Store) -> None:
    """A sheet that was left out stays out of next month's workbook of the same form, without a question."""

    def book(month: int, value: float) -> bytes:
        report = [["指标", "单位", f"2024年{month}月累计"], ["规上工业总产值", "亿元", value]]
        draft = [["指标", "初步匡算"], ["规上工业总产值", value - 30]]
        return workbook(月报=report, 测算=draft)

    left_out = ReadOverrides(tables={"测算": ReadOverrides(used=False)})
    first = ask(store, book(8, 1600), ECONOMY, overrides=left_out)
    commit_upload(store, first, confirmed=True)
    second = ask(store, book(9, 1820), ECONOMY)
    assert [table.used for table in second.layout.tables] == [True, False]
    assert (second.problems, second.questions) == ([], [])


def test_rows_that_nobody_wants(store: Store) -> None:
    """A name that was said to be nobody's is no problem next month; another unknown one still is."""

    def report(month: int, *more: str) -> bytes:
        lines = [f"规上工业总产值,亿元,{month * 200}", *(f"{name},人,{month}" for name in more)]
        return "\n".join([f"指标,单位,2024年1—{month}月", *lines]).encode()

    said = UploadDecisions(unused_names=frozenset({"1.食堂就餐"}))
    commit_upload(store, ask(store, report(8, "1.食堂就餐"), ECONOMY, decisions=said), confirmed=True)
    assert ask(store, report(9, "1.食堂就餐"), ECONOMY).problems == []
    (problem,) = ask(store, report(9, "1.食堂就餐", "2.班车乘坐"), ECONOMY).problems
    assert (problem.code, problem.found) == ("unknown_indicator", "班车乘坐")
