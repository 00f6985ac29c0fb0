"""与现在比较: everything a meeting would now be shown otherwise, before and after, by whom; and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from indicators.frames import records
from indicators.meeting.diff import diff_snapshots
from indicators.meeting.editions import Edition, freeze_edition, open_edition
from indicators.period import Period
from indicators.store.schemas import DEMO, REPORTED
from indicators.store.upload import Upload
from indicators.store.withdrawal import remove_origin
from indicators.threshold_changes import save_thresholds
from indicators.thresholds import settings_of
from indicators.uploads import list_uploads
from indicators.uploads.commit import commit_upload, withdraw_upload
from tests.reports import ADMINISTRATOR, ECONOMY, HEAD, SCIENCE, gazelles, output, previewed

if TYPE_CHECKING:
    from indicators.store.store import Store

SEPTEMBER = Period(2024, 9)


@pytest.fixture
def store(store_with_report: Store) -> Store:
    """Plan and public figures, and one reported value."""
    return store_with_report


def report(store: Store, content: bytes | str, reporter: Any = ECONOMY) -> str:
    """A department reports a file; its upload."""
    content = content.encode() if isinstance(content, str) else content
    return commit_upload(store, previewed(store, content, reporter), confirmed=True).upload


def frozen(store: Store) -> Edition:
    """September is shown."""
    return freeze_edition(store, "会", SEPTEMBER, ECONOMY)


def compared(store: Store, edition: Edition) -> pd.DataFrame:
    """With now."""
    _, then = open_edition(store, edition.id)
    return diff_snapshots(then, store.snapshot(), edition.through, store.history())


def cells(changes: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns, row by row."""
    return list(changes[list(columns)].itertuples(index=False, name=None))


def test_nothing_changed(store: Store) -> None:
    """Neither the edition itself nor the same value reported again nor a later month is a change."""
    edition = frozen(store)
    report(store, output(1820.55, 2030.5))
    assert compared(store, edition).empty


def test_a_value(store: Store) -> None:
    """Before and after with their unit, who, when and in which upload; no verdict where it stays."""
    edition = frozen(store)
    upload = report(store, output(1835.5))
    (row,) = records(compared(store, edition))
    assert (row["what"], row["subject"], row["name"], row["lift"]) == (
        "数值", "industrial_output", "规上工业总产值", "industry",
    )  # fmt: skip
    assert (row["period"], row["before"], row["after"]) == ("2024年1—9月", "1,820.55亿元", "1,835.50亿元")
    assert (row["who"], row["upload"]) == ("经发局", upload)
    history = store.history()
    assert row["when"] == history.loc[history["upload"] == upload, "at"].iloc[0]


def test_what_rounding_hides(store: Store) -> None:
    """Where both read alike on screen, all digits are shown."""
    edition = frozen(store)
    report(store, output(1820.551))
    assert cells(compared(store, edition), "before", "after") == [("1,820.55亿元", "1,820.551亿元")]


def test_a_verdict(store: Store) -> None:
    """It leads, in words and shape, with whoever made the change it comes from."""
    edition = frozen(store)
    report(store, output(2400.5))
    changes = compared(store, edition)
    assert cells(changes, "what", "before", "after", "who") == [
        ("判定", "▲ 略慢，慢2.2个百分点", "● 达到时序，快21.0个百分点", "经发局"),
        ("数值", "1,820.55亿元", "2,400.50亿元", "经发局"),
    ]  # fmt: skip


def test_a_value_taken_back(store: Store) -> None:
    """Withdrawn: what stood before it comes back, or nothing; the name is of whoever withdrew it."""
    first = report(store, gazelles(75), SCIENCE)
    report(store, gazelles(76), SCIENCE)
    edition = frozen(store)
    latest = store.snapshot().observations.query("indicator == 'gazelles'")["upload"].iloc[-1]
    withdraw_upload(store, latest, ADMINISTRATOR)
    row = compared(store, edition).query("what == '数值'")
    assert cells(row, "period", "before", "after", "who") == [
        ("2024年9月", "76家", "75家", ADMINISTRATOR.name)
    ]
    withdraw_upload(store, first, SCIENCE)
    changes = compared(store, edition).query("what == '数值'")
    assert cells(changes, "before", "after") == [("76家", "—")]


def test_a_plan(store: Store) -> None:
    """A revision of the year shown, next to what it was; another year's is none of this meeting's business."""
    edition = frozen(store)
    report(store, "指标,单位,2024年目标\n规上工业总产值,亿元,2600")
    report(store, "指标,单位,2025年目标\n规上工业总产值,亿元,2900")
    changes = compared(store, edition)
    assert cells(changes.query("what == '计划'"), "period", "before", "after", "who") == [
        ("2024年", "2,500亿元，原文：力争突破2500亿元", "2,600亿元，原文：2,600亿元", "经发局")
    ]


def test_a_task(store: Store) -> None:
    """State and day, and the verdict."""
    edition = frozen(store)
    report(store, "任务,状态,完成时间\n宽禁带半导体工程中心,已完成,2024-09-03", SCIENCE)
    assert cells(compared(store, edition), "what", "before", "after", "who") == [
        ("判定", "○ 待报送", "✔ 已完成", "科技局"),
        ("任务", "尚未报送，办结：—", "已完成，办结：2024年9月3日", "科技局"),
    ]


def test_a_task_done_after_the_month(store: Store) -> None:
    """As of September it was under way, whatever is known of October: verdict and task tell the same story."""
    report(store, "任务,状态,完成时间\n前黄项目交付,已完成,2024-10-20", ADMINISTRATOR)
    edition = frozen(store)
    report(store, "任务,状态,完成时间\n前黄项目交付,已完成,2024-10-21", ADMINISTRATOR)
    assert compared(store, edition).empty
    report(store, "任务,状态,完成时间\n前黄项目交付,已完成,2024-09-21", ADMINISTRATOR)
    assert cells(compared(store, edition), "what", "before", "after") == [
        ("判定", "■ 超期", "✔ 已完成"),
        ("任务", "进行中，办结：—", "已完成，办结：2024年9月21日"),
    ]


def test_a_definition(store: Store) -> None:
    """Only what differs of it."""
    edition = frozen(store)
    row = store.snapshot().catalogue.query("indicator == 'gazelles'").drop(columns=["upload"])
    changed = row.assign(responsible_unit="科技局", origin=REPORTED)
    store.append("catalogue", changed, Upload.new("管理员"))
    assert cells(compared(store, edition), "what", "before", "after", "who") == [
        ("口径", "责任单位：—", "责任单位：科技局", "管理员")
    ]


def test_a_follow_up(store: Store) -> None:
    """Reason and measure that were added after the meeting."""
    edition = frozen(store)
    row = {"subject": "li_auto_deliveries", "lift": "industry", "period": "2024-09", "reason": "换代"}
    store.append("follow_ups", pd.DataFrame([row | {"origin": REPORTED}]), Upload.new("经发局"))
    assert cells(compared(store, edition), "what", "name", "before", "after") == [
        ("督办", "理想汽车新车交付", "—", "原因：换代")
    ]


def test_a_threshold(store: Store) -> None:
    """A changed threshold is named, and a verdict that is another by it alone says who changed it; taken back, nothing is."""
    edition = frozen(store)
    changes = {"status.slow_pace": 0.5}
    save_thresholds(store, ADMINISTRATOR, changes, "", seen=settings_of(store.snapshot()))
    compared_now = compared(store, edition)
    upload = list_uploads(store)["upload"].iloc[0]
    assert cells(compared_now, "what", "name", "before", "after", "who", "upload") == [
        (
            "判定",
            "理想汽车新车交付",
            "■ 滞后，慢32.3个百分点",
            "▲ 略慢，慢32.3个百分点",
            ADMINISTRATOR.name,
            upload,
        ),
        ("阈值", "略慢界限", "0.90", "0.50", ADMINISTRATOR.name, upload),
    ]
    assert compared_now["when"].notna().all()
    withdraw_upload(store, upload, ADMINISTRATOR)
    assert compared(store, edition).empty


def test_a_new_indicator(store: Store) -> None:
    """It was not there, and is now; while the year's plan does not contain it, only its value is a change."""
    edition = frozen(store)
    lines = "指标名称,单位,类型,六提\n工业用电量,亿千瓦时,累计,产业提档"
    report(store, lines, ADMINISTRATOR)
    report(store, f"{HEAD}\n工业用电量,亿千瓦时,2024-09,55.5")
    changes = compared(store, edition)
    assert cells(changes, "what", "before", "after") == [("数值", "—", "55.50亿千瓦时")]
    report(store, "指标,单位,2024年目标\n工业用电量,亿千瓦时,80", ADMINISTRATOR)
    changes = compared(store, edition)
    assert cells(changes, "what", "name", "before") == [
        (what, "工业用电量", "—") for what in ("判定", "数值", "计划", "口径")
    ]


def test_simulated_values_step_back(store_with_demo: Store) -> None:
    """Demonstration values are called so; the first real value, or whoever removed it all, made it go."""
    edition = frozen(store_with_demo)
    upload = report(store_with_demo, output(1835.5))
    changes = compared(store_with_demo, edition).query("what == '数值'")
    assert cells(changes, "period", "before", "after", "who", "upload") == [
        ("2023年1—2月至2024年1—8月", "18个演示数", "—", "经发局", upload),
        ("2024年1—9月", "1,796.46亿元（演示）", "1,835.50亿元", "经发局", upload),
    ]
    remove_origin(store_with_demo, DEMO, "管理员")
    others = compared(store_with_demo, edition).query("what == '数值' and subject != 'industrial_output'")
    assert len(others) == others["subject"].nunique() > 10
    assert others["before"].str.endswith("个演示数").all()
    assert set(cells(others, "after", "who", "upload")) == {("—", "管理员", "")}


def test_without_a_history(store: Store) -> None:
    """What cannot be known is left empty."""
    edition = frozen(store)
    withdraw_upload(store, store.snapshot().observations.query("origin == '报送'")["upload"].iloc[0], ECONOMY)
    _, then = open_edition(store, edition.id)
    changes = diff_snapshots(then, store.snapshot(), SEPTEMBER)
    assert set(changes["who"]) == {""}
    assert changes["when"].isna().all()
