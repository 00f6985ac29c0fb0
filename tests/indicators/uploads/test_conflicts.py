"""What others changed after a preview: same values stop the commit, other values do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from indicators.store.schemas import DEMO
from indicators.store.store import Store
from indicators.store.upload import Upload
from indicators.store.withdrawal import remove_origin
from indicators.uploads.commit import ConflictError, commit_upload, withdraw_upload
from indicators.uploads.history import list_uploads
from tests.reports import (
    ADMINISTRATOR,
    ECONOMY,
    SCIENCE,
    all_at_once,
    gazelles,
    kept_files,
    output,
    previewed,
    state_of,
    value_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from indicators.store.commits import Change
    from indicators.store.snapshot import Snapshot

PLAN = "指标,单位,年度,年度目标\n规上工业总产值,亿元,2024,{}"
TASK = "任务,任务状态,办结时间,佐证\n打造科技孵化功能的机器人产业园,{},{},照片"


def test_same_value_changed_meanwhile(store: Store) -> None:
    """Their change is shown with old, new, who and when; nothing of this file is written, all of theirs stays."""
    commit_upload(store, previewed(store, output(700)), confirmed=True)
    preview = previewed(store, output(720, 800), ECONOMY)
    commit_upload(store, previewed(store, output(710)), confirmed=True)
    before, files = state_of(store), kept_files(store)
    with pytest.raises(
        ConflictError, match=r"本机管理员更新了其中1个数（如“规上工业总产值”2024-09：700 → 710）"
    ) as caught:
        commit_upload(store, preview, confirmed=True)
    change = caught.value.changes.iloc[0]
    assert change[["name", "period", "before", "now", "by"]].tolist() == [
        "规上工业总产值", "2024-09", "700", "710", ADMINISTRATOR.name,
    ]  # fmt: skip
    assert change["at"] == list_uploads(store)["at"].max()
    assert state_of(store) == before
    assert kept_files(store) == files
    commit_upload(store, previewed(store, output(720, 800), ECONOMY), confirmed=True)
    assert value_of(store) == 720


def test_value_that_was_new(store: Store) -> None:
    """A value that was new when the file was compared, and that somebody else reported first."""
    preview = previewed(store, output(720))
    commit_upload(store, previewed(store, output(710)), confirmed=True)
    with pytest.raises(ConflictError, match=re.escape("2024-09：无 → 710")):
        commit_upload(store, preview, confirmed=True)


def test_other_values_changed_meanwhile(store: Store) -> None:
    """Both count when they touch different months or indicators."""
    one, two = previewed(store, output(700), ECONOMY), previewed(store, gazelles(70), SCIENCE)
    three = previewed(store, output(800, first=10))
    for preview in (one, two, three):
        assert not commit_upload(store, preview, confirmed=True).repeated
    assert value_of(store) == 700
    assert value_of(store, "gazelles") == 70
    assert value_of(store, period="2024-10") == 800


def test_unchanged_value_changed_meanwhile(store: Store) -> None:
    """What the preview showed as unchanged counts among the file's values."""
    commit_upload(store, previewed(store, output(700)), confirmed=True)
    preview = previewed(store, output(700, 800))
    commit_upload(store, previewed(store, output(650)), confirmed=True)
    with pytest.raises(ConflictError, match="700 → 650"):
        commit_upload(store, preview, confirmed=True)


def test_value_withdrawn_meanwhile(store: Store) -> None:
    """A withdrawal is a change too, with the name of who withdrew; also when an older value comes back."""
    commit_upload(store, previewed(store, output(690), ECONOMY), confirmed=True)
    second = commit_upload(store, previewed(store, output(700), ECONOMY), confirmed=True)
    preview = previewed(store, output(720), ECONOMY)
    withdraw_upload(store, second.upload, ADMINISTRATOR)
    with pytest.raises(ConflictError, match=r"本机管理员更新了.*700 → 690"):
        commit_upload(store, preview, confirmed=True)
    preview = previewed(store, output(720), ECONOMY)
    withdraw_upload(store, list_uploads(store)["upload"].iloc[-1], ADMINISTRATOR)
    with pytest.raises(ConflictError, match="690 → 无"):
        commit_upload(store, preview, confirmed=True)


def test_demonstration_is_no_value(store_with_demo: Store) -> None:
    """Demonstration that is cleared after the preview stops nobody."""
    preview = previewed(store_with_demo, output(720))
    assert remove_origin(store_with_demo, DEMO, "管理员") > 0
    commit_upload(store_with_demo, preview, confirmed=True)
    assert value_of(store_with_demo) == 720


def test_meaning_changed_meanwhile(store: Store) -> None:
    """A definition that gives the same number another unit stops the commit; another definition does not."""
    definition = "指标名称,单位,类型,方向,频率,六提,小数位\n{},{},累计,越高越好,月,产业提档,2"
    preview = previewed(store, output(720), ECONOMY)
    commit_upload(
        store, previewed(store, definition.format("全部工业开票销售", "万元").encode()), confirmed=True
    )
    commit_upload(store, preview, confirmed=True)
    preview = previewed(store, output(730), ECONOMY)
    commit_upload(
        store, previewed(store, definition.format("规上工业总产值", "万元").encode()), confirmed=True
    )
    with pytest.raises(ConflictError, match=r"“规上工业总产值”：单位为亿元 → 单位为万元"):
        commit_upload(store, preview, confirmed=True)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ((PLAN.format(2600), PLAN.format(2700)), "2024：2,500 → 2,600"),
        ((TASK.format("推进中", ""), TASK.format("已完成", "2024-09-30")), "无 → "),
    ],
)
def test_plans_and_tasks_too(store: Store, files: tuple[str, str], message: str) -> None:
    """A target and a task's state are values like any other."""
    first, second = (previewed(store, text.encode()) for text in files)
    commit_upload(store, first, confirmed=True)
    before = state_of(store)
    with pytest.raises(ConflictError, match=re.escape(message)):
        commit_upload(store, second, confirmed=True)
    assert state_of(store) == before


@pytest.mark.processes
def test_two_processes_change_the_same_value(store: Store, tmp_path: Path) -> None:
    """Of two different files with the same value, committed at once, one is written and the other is refused."""
    files = [tmp_path / "甲.csv", tmp_path / "乙.csv"]
    for file, value in zip(files, (700, 705), strict=True):
        file.write_bytes(output(value))
    lines = all_at_once(*[(store.root, "commit", file) for file in files])
    assert sorted(line.split()[-1] == "False" for line in lines) == [False, True]
    assert sum(line.startswith("ConflictError") for line in lines) == 1
    assert len(list_uploads(store)) == 1
    assert len(kept_files(store)) == 1


@pytest.mark.processes
def test_processes_change_different_values(store: Store, tmp_path: Path) -> None:
    """Different values that are committed in the same second all count."""
    files = []
    for month in (9, 10, 11):
        files.append(tmp_path / f"{month}月.csv")
        files[-1].write_bytes(output(month * 80.0, first=month))
    lines = all_at_once(*[(store.root, "commit", file) for file in files])
    assert all(line.endswith("False") for line in lines), lines
    assert [value_of(store, period=f"2024-{m:02d}") for m in (9, 10, 11)] == [720, 800, 880]


class Overtaken(Store):
    """Tables that others write to between a decision and its commit, five times."""

    others = 0

    def update(self, table: str, decide: Callable[[Snapshot], Change | None], **more: Any) -> Change | None:
        """Decided on what then is no longer the newest."""

        def decide_late(now: Snapshot) -> Change | None:
            change = decide(now)
            if change is not None and self.others < 5:
                self.others += 1
                self.append(table, change.rows.assign(indicator=f"i{self.others}"), Upload.new("别人"))
            return change

        return super().update(table, decide_late, **more)


def test_others_write_at_every_try(store: Store) -> None:
    """Somebody who is quicker again and again with other values only costs another try."""
    overtaken = Overtaken(store.root)
    commit_upload(overtaken, previewed(overtaken, output(700)), confirmed=True)
    assert overtaken.others == 5
    assert value_of(store) == 700


def test_definitions_changed_meanwhile(store: Store) -> None:
    """What another administrator did to the same definition is said field by field, in an office's words."""
    heading = "指标名称,类型,责任单位,牵头领导"
    first, second = (
        previewed(store, f"{heading}\n规上工业总产值,,{unit},".encode()) for unit in ("经发局", "统计局")
    )
    commit_upload(store, first, confirmed=True)
    with pytest.raises(ConflictError, match="“规上工业总产值”：责任单位为空 → 责任单位为经发局"):
        commit_upload(store, second, confirmed=True)


def test_a_new_indicator_meanwhile(store: Store) -> None:
    """Where there was nothing before, the other's definition is told in short."""
    first, second = (
        previewed(store, f"指标名称,六提,单位,类型\n甲额,安全提升,{unit},累计".encode())
        for unit in ("亿元", "万元")
    )
    commit_upload(store, first, confirmed=True)
    with pytest.raises(ConflictError, match="“甲额”：无 → 六提为安全提升；单位为亿元；类型为累计"):
        commit_upload(store, second, confirmed=True)
