"""The command line: what it prints, and the exit code that says how it went."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
import pytest

from indicators.store.schemas import DEMO, REPORTED
from indicators.store.seed import open_store
from indicators.store.upload import Upload
from tests.command_line import answered, run

ROOT = Path(__file__).resolve().parents[3]


def process(data: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """``python -m indicators`` on the tables in ``data``, with UTF-8 unless ``environment`` names another encoding."""
    settings = {"SIXLIFTS_DATA": str(data), "SIXLIFTS_DEMO": "1", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "indicators", *arguments],
        cwd=ROOT,
        env=os.environ | settings | environment,
        capture_output=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables with demonstration, made by ``init`` in a folder whose name an office would give it."""
    folder = tmp_path_factory.mktemp("六提 数据") / "表"
    made = answered(folder, "init")
    assert made["data"] == str(folder)
    assert set(made["versions"].values()) == {0}
    return folder


def test_status(data: Path) -> None:
    """The numbers of September, unrounded; what is absent is null; counts add up."""
    status = answered(data, "status", "--through", "2024年1—9月")
    assert (status["through"], status["lift"], status["time_progress"], status["demo"]) == (
        "2024-09", None, 0.75, True,
    )  # fmt: skip
    rows = {row["indicator"]: row for row in status["indicators"]}
    deliveries = rows["li_auto_deliveries"]
    rounded = {name: round(deliveries[name], 4) for name in ("completion", "gap_points", "pace", "yoy")}
    assert rounded == {"completion": 0.4273, "gap_points": -32.2735, "pace": 0.5697, "yoy": 0.3996}
    assert (deliveries["actual"], deliveries["target"], deliveries["plan_to_date"]) == (34.1812, 80, 60)
    assert (deliveries["status"], deliveries["status_word"], deliveries["origin"]) == (
        "behind",
        "滞后",
        "公开",
    )
    awaiting = rows["local_parts_share"]
    assert {
        name: awaiting[name] for name in ("actual", "gap_points", "origin", "actual_through")
    } == dict.fromkeys(("actual", "gap_points", "origin", "actual_through"))
    assert sum(status["counts"]["indicators"].values()) == len(rows) == 14
    assert sum(status["counts"]["tasks"].values()) == len(status["tasks"]) == 21
    assert status["follow_ups"][0]["subject"] == "li_auto_deliveries"


def test_status_of_a_lift_in_the_default_month(data: Path) -> None:
    """--lift shows that lift only; the month is the newest well reported when none is named."""
    status = answered(data, "status", "--lift", "innovation")
    assert (status["through"], status["lift"]) == ("2024-09", "innovation")
    assert [row["indicator"] for row in status["indicators"]] == ["unicorns", "gazelles"]
    assert {row["lift"] for part in ("indicators", "tasks", "follow_ups") for row in status[part]} == {
        "innovation"
    }


def test_text_on_a_chinese_windows_console(tmp_path: Path) -> None:
    """A console in GBK gets every line; a character it lacks becomes ?, nothing crashes."""
    task = {
        "task": "robot_park",
        "lift": "industry",
        "title": "✔机器人产业园㎡²",
        "state": "进行中",
        "origin": REPORTED,
    }
    store = open_store(str(tmp_path), with_demo=True)
    store.append(
        "tasks", pd.DataFrame([task | {"due": pd.Timestamp(2024, 12, 31).date()}]), Upload.new("招商局")
    )
    done = process(tmp_path, "status", "--through", "2024-09", PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr.decode("gbk")
    lines = done.stdout.decode("gbk").splitlines()
    assert lines[0] == "截至 2024-09　时序进度 75.0%"
    assert len(lines) == 1 + 14 + 21
    deliveries = next(line for line in lines if "理想汽车新车交付" in line)
    for part in ("滞后", "完成率 42.7%", "时序差 -32.3 百分点", "公开"):
        assert part in deliveries
    assert any("近地化配套率　—" in line and line.startswith("待报送") for line in lines)
    assert any("机器人产业园" in line and "?" in line for line in lines)


def test_demonstration_off_and_on(tmp_path: Path) -> None:
    """``demo off`` leaves no 演示 row and ``demo on`` brings all of them back; both are on record."""
    folder = tmp_path / "tables"
    assert answered(folder, "init")["versions"]["observations"] == 0
    off = answered(folder, "demo", "off")
    assert off["removed"] > 200
    assert off["added"] == 0
    assert not any((rows["origin"] == DEMO).any() for rows in open_store(str(folder)).snapshot().log.values())
    on = answered(folder, "demo", "on")
    assert (on["removed"], on["added"]) == (0, off["removed"])
    log = open_store(str(folder)).snapshot().log
    assert sum((rows["origin"] == DEMO).sum() for rows in log.values()) == off["removed"]
    history = answered(folder, "history")
    observed = [commit for commit in history if commit["table"] == "observations"]
    assert [commit["action"] for commit in observed] == ["append", "remove 演示", "create"]
    assert [commit["by"] for commit in observed] == ["本机管理员", "本机管理员", "系统"]
    assert observed[0]["at"] >= observed[1]["at"] >= observed[2]["at"]
    assert {commit["at"][-6:] for commit in history} == {"+08:00"}


def test_unreadable_month(data: Path) -> None:
    """A month that cannot be read is refused with exit 1, the value found and what would be right."""
    plain = run(data, "status", "--through", "下半年")
    assert (plain.returncode, plain.stdout) == (1, "")
    assert "期间“下半年”" in plain.stderr
    assert "应如 2024-09" in plain.stderr
    as_json = run(data, "status", "--through", "2024-13", "--json")
    assert as_json.returncode == 1
    assert "2024-13" in json.loads(as_json.stdout)["error"]


def test_damaged_table(tmp_path: Path) -> None:
    """A command shows what can be read, says on the side which table and file is damaged, and leaves it as it is."""
    open_store(str(tmp_path), with_demo=False)
    log = tmp_path / "plans" / "_delta_log" / f"{0:020}.json"
    log.write_text("{broken", encoding="utf-8")
    done = run(tmp_path, "status")
    assert (done.returncode, bool(done.stdout)) == (0, True)
    assert done.stderr.startswith(f"数据表 plans 无法读取（plans/_delta_log/{log.name}：")
    assert done.stderr.count("\n") == 1
    assert log.read_text(encoding="utf-8") == "{broken"


def test_wrong_usage(data: Path) -> None:
    """A lift or a command that is not there is wrong usage: exit 2, and the choices are named in Chinese."""
    lift = run(data, "status", "--lift", "nowhere")
    assert lift.returncode == 2
    text = lift.stderr
    assert "参数 --lift 不能是“nowhere”，可选" in text
    assert "innovation" in text
    missing = process(data)
    assert missing.returncode == 2
    assert "缺少参数：命令" in missing.stderr.decode()


def test_help_is_chinese(data: Path) -> None:
    """The help of each command, and the line of usage above what is wrong."""
    for command in ([], ["key"], ["key", "add"], ["edition", "freeze"], ["check"]):
        text = run(data, *command, "--help").stdout
        assert text.startswith("用法：python -m indicators")
        assert "显示本说明" in text
        assert not re.search("usage|positional|options|commands|show this", text, re.IGNORECASE)
    assert run(data, "check").stderr.startswith("用法：")


def test_an_error_nobody_foresaw(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence and exit code 1, as JSON too; the trace is in a file that is named. Ctrl+C is no error."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for error, words in (
        (ZeroDivisionError("a rule"), "程序内部出错，命令未完成。详情已写入"),
        (type("PanicException", (BaseException,), {})("a library"), "程序内部出错"),
        (KeyboardInterrupt(), "已中断。"),
    ):

        def fails(error: BaseException = error) -> None:
            raise error

        monkeypatch.setattr(sys.modules["indicators.cli.main"], "open_store", fails)
        done = run(data, "status")
        assert done.returncode == 1
        assert words in done.stderr
        assert "Traceback" not in done.stderr
    traces = "".join(file.read_text(encoding="utf-8") for file in tmp_path.glob("sixlifts-*.log"))
    assert "ZeroDivisionError: a rule" in traces
    assert "a library" in traces
    assert "KeyboardInterrupt" not in traces
