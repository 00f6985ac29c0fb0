"""``check``, ``import``, ``uploads``, ``withdraw`` and ``restore``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from indicators.period import time_label
from indicators.store.store import Store
from tests.cheap_keys import cheap_keys
from tests.command_line import answered, run
from tests.reports import gazelles, output, value_of


@pytest.fixture
def data(store: Store) -> Path:
    """Plan and public figures."""
    return Path(store.root)


def file(data: Path, content: bytes, name: str = "产值 9月.csv") -> Path:
    """A file next to the tables."""
    path = data.parent / name
    path.write_bytes(content)
    return path


def test_check_writes_nothing(data: Path) -> None:
    """``check`` prints how the file was read and what would change, and writes nothing."""
    before = Store(data).snapshot().versions
    done = run(data, "check", file(data, output(700)))
    assert done.returncode == 0
    for text in ("文件：产值 9月.csv", "编码：UTF-8", "新增1个，更改0个", "错误0处，待确认0处"):
        assert text in done.stdout
    assert "已写入" not in done.stdout
    assert Store(data).snapshot().versions == before


def test_problems_end_with_one(data: Path) -> None:
    """A file with a problem ends ``check`` and ``import`` with 1; the problem names row, value and what is right."""
    wrong = file(data, output(700).replace("亿元".encode(), "万元".encode()))
    done = run(data, "check", wrong)
    assert done.returncode == 1
    assert "[错误] 第2行" in done.stdout
    assert "应为：" in done.stdout
    (problem,) = answered(data, "import", wrong, code=1)["problems"]
    assert (problem["code"], problem["row"]) == ("wrong_unit", 2)
    assert value_of(Store(data)) is None


def test_import_withdraw_restore(data: Path) -> None:
    """What is imported is listed, can be withdrawn and brought back; the same file again writes nothing."""
    path = file(data, output(700))
    done = answered(data, "import", path, "--note", "快报")
    assert (done["accepted"], done["new"], done["repeated"]) == (True, 1, False)
    upload = done["upload"]
    again = answered(data, "import", path)
    assert (again["upload"], again["repeated"]) == (upload, True)
    assert "此前已经上报" in run(data, "check", path).stdout
    (entry,) = answered(data, "uploads")
    assert (entry["upload"], entry["note"], entry["by"], entry["stands"]) == (
        upload,
        "快报",
        "本机管理员",
        True,
    )
    assert answered(data, "withdraw", upload) == {"upload": upload, "rows": 1}
    assert value_of(Store(data)) is None
    assert "已由本机管理员撤回" in run(data, "uploads").stdout
    assert "已由本机管理员撤回" in answered(data, "withdraw", upload, code=1)["error"]
    assert answered(data, "restore", upload)["rows"] == 1
    assert value_of(Store(data)) == 700


def test_times_are_those_of_china(data: Path) -> None:
    """The list of uploads shows China's time, wherever the machine is."""
    answered(data, "import", file(data, output(700)))
    (entry,) = answered(data, "uploads")
    assert entry["at"].endswith("+08:00")
    assert time_label(datetime.fromisoformat(entry["at"])) in run(data, "uploads").stdout


def test_questions_want_yes(data: Path) -> None:
    """``import`` refuses while questions are open, and says how to confirm them; ``--yes`` confirms them."""
    assert run(data, "import", file(data, output(700))).returncode == 0
    large = file(data, output(1000))
    refused = run(data, "import", large)
    assert refused.returncode == 1
    assert "[待确认]" in refused.stdout
    assert "--yes" in refused.stdout
    assert value_of(Store(data)) == 700
    assert "已写入，编号" in run(data, "import", large, "--yes").stdout
    assert value_of(Store(data)) == 1000
    same = run(data, "import", file(data, output(1000) + b"\n"), "--yes")
    assert same.returncode == 1
    assert "完全相同" in same.stdout


def test_key_of_a_department(data: Path) -> None:
    """With --key a command may what the key's holder may: its own lifts, its own uploads."""
    economy, science = (
        cheap_keys(data).add("经发局", ["industry"]),
        cheap_keys(data).add("科技局", ["innovation"]),
    )
    own, foreign = file(data, output(700)), file(data, gazelles(70), "瞪羚.csv")
    (problem,) = answered(data, "import", foreign, "--key", economy, "--yes", code=1)["problems"]
    assert problem["code"] == "not_yours"
    upload = answered(data, "import", own, "--key", economy)["upload"]
    assert "这是经发局的上报" in run(data, "withdraw", upload, "--key", science).stderr
    assert answered(data, "withdraw", upload, "--key", economy)["rows"] == 1
    wrong = run(data, "import", own, "--key", "nonsense")
    assert (wrong.returncode, "密钥不正确" in wrong.stderr) == (1, True)


@pytest.mark.parametrize(
    ("name", "text"),
    [("没有.csv", "找不到文件"), ("", "无法读取"), ("长" * 200, "无法读取")],
    ids=["missing", "folder", "long"],
)
def test_file_that_cannot_be_read(data: Path, name: str, text: str) -> None:
    """A file that is missing, a folder or a name no system knows: Chinese, exit 1, nothing written."""
    done = run(data, "check", data.parent / name)
    assert (done.returncode, done.stdout) == (1, "")
    assert text in done.stderr
    assert text in answered(data, "import", data.parent / name, code=1)["error"]


def test_wrong_usage(data: Path) -> None:
    """An unknown measure is wrong usage, exit 2; a month that cannot be read is refused, exit 1."""
    assert run(data, "import", file(data, output(700)), "--measure", "week").returncode == 2
    unreadable = run(data, "check", file(data, output(700)), "--period", "某月")
    assert (unreadable.returncode, "某月" in unreadable.stderr) == (1, True)


def test_damaged_table(data: Path) -> None:
    """A damaged table ends each command that would write to it with exit 1 and its name, and keeps its bytes."""
    log = data / "observations" / "_delta_log" / f"{0:020}.json"
    log.write_text("{broken", encoding="utf-8")
    for command in (["import", file(data, output(700))], ["withdraw", "abc"]):
        done = run(data, *command)
        assert done.returncode == 1
        assert "数据表 observations 无法读取" in done.stderr
    assert log.read_text(encoding="utf-8") == "{broken"
    assert not list((data / "uploads").glob("*/*"))
