"""``template``: files that come back as they were given out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cheap_keys import cheap_keys
from tests.command_line import answered, run

if TYPE_CHECKING:
    from indicators.store.store import Store


@pytest.fixture
def data(store: Store) -> Path:
    """Plan and public figures."""
    return Path(store.root)


@pytest.mark.parametrize("extension", ["xlsx", "csv"])
@pytest.mark.parametrize("subject", ["observations", "plans", "tasks", "catalogue"])
def test_a_template_comes_back(data: Path, subject: str, extension: str) -> None:
    """Each template is written as a workbook or as CSV, and checked without a problem or a question."""
    path = data.parent / f"模板.{extension}"
    made = answered(data, "template", subject, path, "--through", "2024-09")
    assert (made["file"], made["subject"]) == (str(path), subject)
    assert made["rows"]
    checked = answered(data, "check", path)
    assert (checked["problems"], checked["questions"], checked["new"], checked["changed"]) == ([], [], 0, 0)
    assert checked["detected"]["subject"] == subject


def test_the_plan_of_the_year_that_begins(data: Path) -> None:
    """Its targets are blank, and last year's stand beside."""
    made = answered(data, "template", "plans", data.parent / "计划.xlsx", "--year", 2025)
    assert made["columns"][2:5] == ["上年目标（仅供参考）", "上年完成（仅供参考）", "2025年全年目标"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("plans", "计划.pdf"), 1, "不是 xlsx 或 csv 文件名"),
        (("plans", "没有/计划.xlsx"), 1, "无法写入，请检查文件夹和权限"),
        (("plan", "计划.xlsx"), 2, "可选：observations、plans、tasks、catalogue"),
        (("tasks", "任务.xlsx", "--year", "2025"), 2, "--year 只用于计划"),
        (("plans", "计划.xlsx", "--year", "明年"), 2, "应为整数"),
    ],
)
def test_what_is_refused(data: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    """Wrong names, folders and options are named, and no file is left."""
    subject, name, *more = arguments
    done = run(data, "template", subject, data.parent / name, *more)
    assert (done.returncode, says in done.stderr) == (code, True)
    assert not (data.parent / name).exists()


def test_a_filled_in_file_is_not_written_over(data: Path) -> None:
    """What has been filled in since stays."""
    path = data.parent / "任务.xlsx"
    assert run(data, "template", "tasks", path).returncode == 0
    path.write_bytes(b"filled in")
    done = run(data, "template", "tasks", path)
    assert (done.returncode, "已经存在" in done.stderr, path.read_bytes()) == (1, True, b"filled in")


def test_a_department_gets_its_own(data: Path) -> None:
    """Its tasks and indicators only, and no catalogue."""
    key = cheap_keys(data).add("经发局", ["industry"])
    assert answered(data, "template", "tasks", data.parent / "任务.csv", "--key", key)["rows"] == 1
    done = run(data, "template", "catalogue", data.parent / "目录.csv", "--key", key)
    assert (done.returncode, "只有管理员" in done.stderr) == (1, True)
