"""``python -m indicators year``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indicators.settings import SEED
from tests.command_line import answered, run

if TYPE_CHECKING:
    from indicators.store.store import Store


@pytest.fixture
def data(store: Store) -> Path:
    """Plan and public figures of 2024."""
    return Path(store.root)


def test_years_are_listed(data: Path) -> None:
    """The next year to begin stands above the years that have a plan."""
    next_one, known = answered(data, "year", "list")
    assert (next_one["year"], next_one["targets"]) == (2025, 0)
    assert (known["year"], known["targets"], known["tasks"]) == (2024, 14, 21)
    assert "14项指标，21项任务" in run(data, "year", "list").stdout


def test_proposals_are_read_out(data: Path) -> None:
    """The targets of a text are printed with their words and what is doubtful; nothing is written."""
    found = answered(data, "year", "propose", 2024, SEED / "article_2024.txt")
    assert [p["wording"] for p in found if p["name"] == "规上工业总产值"] == ["力争突破2500亿元"]
    assert sum(p["certain"] for p in found) == 12
    text = run(data, "year", "propose", 2024, SEED / "article_2024.txt").stdout
    assert "未识别的数" in text
    assert answered(data, "year", "list")[0]["draft_by"] is None


def test_text_in_the_encoding_of_windows(data: Path, tmp_path: Path) -> None:
    """A text in GB18030 is read as well."""
    file = tmp_path / "公告.txt"
    file.write_bytes("2025年，力争规上工业总产值突破2700亿元。".encode("gb18030"))
    assert answered(data, "year", "propose", 2025, file)[0]["target"] == 2700


def test_drafted_set_and_published(data: Path, tmp_path: Path) -> None:
    """A draft is begun, its targets are set, and it is published once its questions are confirmed."""
    file = tmp_path / "公告.txt"
    file.write_text("力争规上工业总产值突破2700亿元。", encoding="utf-8")
    arguments = ("--title", "政府工作报告", "--date", "2025-01-20", "--text", file)
    assert answered(data, "year", "draft", 2025, *arguments)["title"] == "政府工作报告"
    drafted = answered(data, "year", "set", 2025, "规上产值=力争突破2700亿元", "gazelles=90")
    targets = {row["key"]: row["target"] for row in drafted["targets"] if row["target"] is not None}
    assert targets == {"industrial_output": 2700, "gazelles": 90}
    assert answered(data, "year", "list")[0]["draft_by"] == "本机管理员"
    refused = answered(data, "year", "publish", 2025, code=1)
    assert refused["upload"] is None
    assert "12项没有目标" in refused["questions"][0]
    assert "--yes" in run(data, "year", "publish", 2025).stdout
    published = answered(data, "year", "publish", 2025, "--yes")
    assert published["rows"] == {"catalogue": 0, "plans": 2, "tasks": 0, "announcements": 1}
    known = answered(data, "year", "list")[1]
    assert (known["year"], known["title"], known["announced"]) == (2025, "政府工作报告", "2025-01-20")
    assert run(data, "withdraw", published["upload"]).returncode == 0
    assert answered(data, "year", "list")[0]["year"] == 2025


def test_draft_is_given_up(data: Path) -> None:
    """A draft is given up once."""
    answered(data, "year", "set", 2025, "gazelles=90")
    assert answered(data, "year", "discard", 2025)["discarded"]
    assert not answered(data, "year", "discard", 2025, code=1)["discarded"]


def test_wrong_day(data: Path) -> None:
    """A day that is none is wrong usage, said in Chinese."""
    done = run(data, "year", "draft", 2025, "--date", "2025年1月")
    assert (done.returncode, "不能是“2025年1月”，应如 2025-01-20" in done.stderr) == (2, True)


@pytest.mark.parametrize("typed", ["没有这个=3", "规上产值"])
def test_wrong_targets(data: Path, typed: str) -> None:
    """What is no indicator, or has no target, is wrong usage; nothing is saved."""
    done = run(data, "year", "set", 2025, typed)
    assert done.returncode == 2
    assert f"“{typed}”不对" in done.stderr
    assert answered(data, "year", "list")[0]["draft_by"] is None
