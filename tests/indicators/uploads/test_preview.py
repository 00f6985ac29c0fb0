"""A file read and checked: all issues in order, nothing written, and never an exception."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.reading.collector import MOST_ISSUES
from indicators.reading.formats.detect import SIZE_LIMIT
from indicators.reading.issues import MOST_ERRORS
from indicators.reading.parsed import ReadOverrides
from indicators.uploads.preview import preview_file
from tests.reports import TODAY
from tests.upload_helpers import ECONOMY, OUTPUT, ask, codes, file, only, rows, values

if TYPE_CHECKING:
    from indicators.store.store import Store

HEADINGS = ["指标", "单位", "期间", "累计", "当月", "同比", "年度目标", "2024年1-9月", "8月", "2023年", "状态", "备注", "任务",
            "完成时间", "类型", "六提", "别名", "数值", "规上产值", "月份", "", "完成率"]  # fmt: skip
CELLS = ["规上工业总产值", "GDP增速", "新签项目", "瞪羚", "前黄项目交付", "没有的", "合计", "注：无", "亿元", "万元", "个", "%", "万", "2024-09",
         "2024年1—8月", "9月", "三季度", "2024", "2099-01", "1800", "1,600.5", "-3", "0", "7.2%", "12亿", "", "—", "#REF!", "多", "0.5",
         "已完成", "2024-04-28", "累计", "产业提档", "=1+1", "修正", "2024年", "单位：亿元", "指标"]  # fmt: skip
GRIDS = st.tuples(
    st.lists(st.sampled_from(HEADINGS), min_size=2, max_size=6),
    st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=6), min_size=1, max_size=6),
    st.lists(st.sampled_from(["2024年9月情况", "2024年目标任务", "单位：亿元", ""]), max_size=2),
)


def test_what_a_preview_holds(seeded: Store) -> None:
    """The file as it came, its digest, who reports it, and the versions it was compared with; nothing is written."""
    before = seeded.snapshot().versions
    content = values(OUTPUT, m2024_09=1800)
    preview = ask(seeded, content, ECONOMY)
    assert (preview.content, preview.sha256) == (content, hashlib.sha256(content).hexdigest())
    assert (preview.file, preview.reporter, preview.versions) == ("9月.csv", ECONOMY, before)
    assert seeded.snapshot().versions == before


def test_problems_lead(seeded: Store) -> None:
    """Problems come first, then questions, then notes, each in the order of the file."""
    lines = ["规上产值,亿元,2024-08,1600", "没有的,个,2024-09,1", "规上产值,亿元,2024-09,多"]
    preview = ask(seeded, file(*lines, heading="指标,单位,期间,数值"))
    order = [(f.severity, f.row) for f in preview.issues]
    assert order == [("error", 3), ("error", 4), ("confirm", None), ("info", None)]
    assert [len(preview.problems), len(preview.questions), len(preview.notes)] == [2, 1, 1]
    assert not preview.accepted


def test_a_file_wrong_in_every_row(seeded: Store) -> None:
    """At most ``MOST_ISSUES`` are listed one by one, the rest is one with its rows."""
    lines = [f"新签项目,个,{2000 + n // 12}-{n % 12 + 1:02d},{n}.5" for n in range(MOST_ISSUES + 50)]
    issues = [f for f in ask(seeded, file(*lines)).problems if f.code == "not_whole"]
    assert len(issues) == MOST_ISSUES + 1
    assert (issues[-1].message, issues[-1].row) == ("另有50处同样的情况", 202)
    assert issues[-1].place == "第202—251行"


def test_checking_stops_where_nearly_all_is_wrong(seeded: Store) -> None:
    """After ``MOST_ERRORS`` the file is not read any further, nor are more unknown names listed; both are said."""
    wrong = ask(seeded, file(*[f"规上产值,亿元,2024-09,坏{n}" for n in range(MOST_ERRORS + 100)]))
    *_, more, stopped = wrong.problems
    # The heading is row 1.
    assert (stopped.code, stopped.row) == ("too_many_issues", MOST_ERRORS + 3)
    assert more.rows[-1] == MOST_ERRORS + 2
    unknown = ask(seeded, file(*[f"没有的{n},亿元,2024-09,1" for n in range(MOST_ERRORS + 100)]))
    assert [found.code for found in unknown.problems].count("too_many_issues") == 1
    assert max(row for found in unknown.problems for row in found.rows) == MOST_ERRORS + 1


def test_too_large(seeded: Store) -> None:
    """What is over the limit is not even opened."""
    preview = ask(seeded, bytes(SIZE_LIMIT + 1))
    assert (codes(preview), preview.source, preview.table) == (["error too_large"], None, None)


def test_detection_can_be_corrected(seeded: Store) -> None:
    """Subject, month, heading row, encoding and separator that a person names count."""
    preview = ask(
        seeded,
        file("规上产值,亿元,1800", heading="指标,单位,累计"),
        overrides=ReadOverrides(period="2024-09"),
    )
    assert (codes(preview), rows(preview, "period", "value")) == ([], [("2024-09", 1800.0)])
    plan = ask(
        seeded,
        file("规上产值,亿元,2024,2600", heading="指标,单位,年份,数值"),
        overrides=ReadOverrides(subject="plans"),
    )
    assert rows(plan, "year", "target") == [(2024, 2600.0)]
    wrong = ask(seeded, values(OUTPUT, m2024_09=1800), overrides=ReadOverrides(encoding="utf-16"))
    assert codes(wrong) == ["error wrong_encoding"]


def test_place_of_an_issue(seeded: Store) -> None:
    """As a person would look for it: sheet, row, column."""
    assert only(ask(seeded, file("规上产值,亿元,2024-09,多")), "unreadable_number").place == "第2行 D“累计”列"


@settings(max_examples=75, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grid=GRIDS)
def test_never_an_exception(seeded: Store, grid: tuple[list[str], list[list[str]], list[str]]) -> None:
    """Any table is read or refused; each issue has a message and, if it refuses, what would be right."""
    heading, lines, titles = grid
    content = "\n".join([*titles, ",".join(heading), *map(",".join, lines)]).encode()
    preview = preview_file(content, name="9月.csv", snapshot=seeded.snapshot(), reporter=ECONOMY, today=TODAY)
    assert all(f.message for f in preview.issues)
    assert all(f.fix for f in preview.problems)
    to_write = preview.checked.rows if preview.accepted else pd.DataFrame()
    assert set(map(str, to_write.get("lift", []))) <= {"industry"}
