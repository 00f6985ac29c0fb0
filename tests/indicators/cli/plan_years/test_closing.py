"""``python -m indicators year``: review, close, reopen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cheap_keys import cheap_keys
from tests.closed_years import two_years
from tests.command_line import answered, run


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two plan years, none of them closed."""
    return Path(two_years(tmp_path / "数据").root)


def test_review_close_reopen(data: Path) -> None:
    """From what came of the year to its closing and back, in JSON and in words."""
    review = answered(data, "year", "review", 2024)
    assert review["counts"] == {"missed": 2, "open": 2, "reached": 1}
    assert (review["closing"], review["why_not_closable"], review["undone"]) == (None, None, 3)
    assert {task["task"]: task["status"] for task in review["tasks"]} == dict.fromkeys(
        ("park", "school", "bridge"), "overdue"
    )
    said = (
        "--task",
        "park=完成:2024-12-20:竣工:备案",
        "--task",
        "bridge=取消:规划调整",
        "--task",
        "其余=结转:2025-06-30",
    )
    closed = answered(data, "year", "close", 2024, *said, "--note", "审定")
    assert (closed["year"], closed["note"], len(closed["edition"])) == (2024, "审定", 8)
    review = answered(data, "year", "review", 2024)
    assert (review["closing"]["upload"], review["undone"]) == (closed["upload"], 2)
    tasks = {task["task"]: task for task in answered(data, "status", "--through", "2025-03")["tasks"]}
    assert tasks["school"]["due"] == "2025-06-30"
    text = run(data, "year", "review", 2024).stdout
    assert "2024年：5项指标中1项完成，2项未完成，2项尚无正式数；2项任务未完成\n已由本机管理员于" in text
    assert "略慢　规上工业总产值　计划 2500亿元以上，2,312.3亿元（正式），差187.7亿元（7.5个百分点）" in text
    assert "尚无年终数　新增载体面积　计划 30万平方米以上，12月未报送（11月27.0万平方米）" in text
    assert "2024年已重新打开" in run(data, "year", "reopen", 2024).stdout
    assert answered(data, "year", "review", 2024)["closing"] is None


def test_what_is_refused(data: Path) -> None:
    """A decision that is missing, one that cannot be read, somebody who may not, a year that is not closed."""
    refused = answered(data, "year", "close", 2024, code=1)
    assert refused["error"].startswith("还有3项任务没有决定：")
    for said, wrong in (
        ("park=搁置", "不能是“park=搁置”"),
        ("park=结转:六月", "日期“六月”不对，应如 2025-06-30"),
    ):
        done = run(data, "year", "close", 2024, "--task", said)
        assert (done.returncode, wrong in done.stderr) == (2, True)
    key = cheap_keys(data).add("经发局", ("industry",))
    assert "请由管理员操作" in run(data, "year", "close", 2024, "--key", key).stderr
    assert "2024年没有关账" in run(data, "year", "reopen", 2024).stderr
    assert "没有2023年的计划" in run(data, "year", "review", 2023).stdout
