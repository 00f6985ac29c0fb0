"""``python -m indicators threshold``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from indicators.settings import settings
from indicators.store.store import Store
from indicators.thresholds import settings_of
from tests.cheap_keys import cheap_keys
from tests.command_line import answered, run

if TYPE_CHECKING:
    from tests.command_line import Finished


@pytest.fixture
def data(store_with_demo: Store) -> Path:
    """Plan and demonstration."""
    return Path(store_with_demo.root)


def threshold(data: Path, *arguments: object) -> Finished:
    """``threshold`` with these arguments."""
    return run(data, "threshold", *arguments)


def listed(data: Path, setting: str) -> dict[str, Any]:
    """One threshold of the list."""
    return next(row for row in answered(data, "threshold", "list") if row["setting"] == setting)


def test_tried_set_and_reset(data: Path) -> None:
    """A dry run says what would change and writes nothing; set writes it, reset gives it back to the file."""
    command = ("threshold", "set", "tolerance.gdp_growth", "5", "--through", "2024-09")
    tried = answered(data, *command, "--dry-run")
    assert (tried["saved"], tried["through"]) == (False, "2024-09")
    assert tried["changes"] == [
        {
            "what": "指标", "subject": "gdp_growth", "name": "地区生产总值增速", "lift": "overall",
            "before": "略慢", "after": "达到时序",
        }
    ]  # fmt: skip
    assert tried["judged"] > 1
    assert settings_of(Store(data).snapshot()) == settings()
    done = answered(data, *command, "--note", "试行")
    assert done == tried | {"saved": True}
    row = listed(data, "tolerance.gdp_growth")
    assert (row["value"], row["in_file"], row["by"]) == (5, 0, "本机管理员")
    assert row["at"].endswith("+08:00")
    assert answered(data, "threshold", "reset", "tolerance.gdp_growth")["value"] is None
    assert listed(data, "tolerance.gdp_growth")["by"] is None


def test_in_words(data: Path) -> None:
    """Without --json the same is said in lines that a terminal shows."""
    line = "status.slow_pace  略慢界限  0.90  设置文件"
    assert line in threshold(data, "list").stdout.splitlines()
    text = threshold(data, "set", "status.slow_pace", "0.6", "--through", "2024-09").stdout
    assert text.startswith("已调整：status.slow_pace  略慢界限  0.60  本机管理员 ")
    assert "将改变1项判定（共" in text
    assert "指标　独角兽（含潜在）企业累计认定　滞后 → 略慢" in text


def test_below_zero(data: Path) -> None:
    """A number below zero is a value, not an option."""
    assert answered(data, "threshold", "set", "status.slow_rate_points", "-1.5")["value"] == -1.5


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("set", "status.slow_pace", "1.5"), 1, "“略慢界限”不能是1.5，应为：不大于1"),
        (("set", "status.slow_pase", "0.9"), 1, "没有名为“status.slow_pase”的阈值"),
        (("set", "status.slow_pace", "0.8", "--key", "wrong"), 1, "密钥"),
        (("reset", "status.slow_pace"), 1, "阈值没有改动"),
        (("set", "status.slow_pace", "九成"), 2, "不能是“九成”，应为数字"),
        (("set", "status.slow_pace"), 2, "缺少参数"),
        (("set", "status.slow_pace", "0.8", "--dryrun"), 2, "不认识的参数：--dryrun"),
    ],
)
def test_refused(data: Path, arguments: tuple[str, ...], code: int, message: str) -> None:
    """Exit code 1 with what would be right, 2 for wrong usage; nothing is written."""
    done = threshold(data, *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert settings_of(Store(data).snapshot()) == settings()


def test_a_department_changes_none(data: Path) -> None:
    """With a department's key a threshold is not changed."""
    key = cheap_keys(data).add("经发局", ["industry"])
    done = threshold(data, "set", "status.slow_pace", "0.8", "--key", key)
    assert (done.returncode, done.stderr.strip()) == (1, "只有管理员可以调整阈值。")
