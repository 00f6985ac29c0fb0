"""The customer's settings: read, checked, refused with the place to look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from indicators.settings import (
    ROOT,
    SETTINGS_FILE,
    Settings,
    SettingsError,
    data_root,
    demo_wanted,
    notify_services,
    read_settings,
    settings,
)

if TYPE_CHECKING:
    from pathlib import Path


def read(folder: Path, text: str, encoding: str = "utf-8") -> Settings:
    """Settings of a file with this text."""
    file = folder / "settings.toml"
    file.write_bytes(text.encode(encoding))
    return read_settings(file)


def refusal(folder: Path, text: str, encoding: str = "utf-8") -> str:
    """What a file with this text is refused for."""
    with pytest.raises(SettingsError) as refused:
        read(folder, text, encoding)
    return str(refused.value)


def test_file_handed_over_holds_the_rules() -> None:
    """The file that is delivered loads, is in force, and says what the rules say: 0.90, -1.0, one cycle, 30 days."""
    assert read_settings(SETTINGS_FILE) == settings() == Settings()
    assert (settings().status.slow_pace, settings().status.slow_rate_points) == (0.90, -1.0)
    assert (settings().status.stale_cycles, settings().tasks.due_soon_days) == (1, 30)
    assert (settings().tolerance, settings().plan.year) == ({}, 2024)


def test_what_the_file_says_is_in_force(tmp_path: Path) -> None:
    """A changed threshold and a tolerance are read; what is left out keeps its default."""
    text = "[status]\nslow_pace = 0.95\n[tolerance]\ngdp_growth = 0.3\n[tasks]\ndue_soon_days = 0\n"
    changed = read(tmp_path, text)
    assert (changed.status.slow_pace, changed.tolerance, changed.tasks.due_soon_days) == (
        0.95,
        {"gdp_growth": 0.3},
        0,
    )
    assert changed.status.slow_rate_points == -1.0
    assert read(tmp_path, "") == Settings()


@pytest.mark.parametrize(
    ("text", "setting", "value"),
    [
        ("[status]\nslow_pace = 1.5", "status.slow_pace", "1.5"),
        ("[status]\nslow_pace = 0", "status.slow_pace", "0"),
        ("[status]\nslow_pace = nan", "status.slow_pace", "nan"),
        ("[status]\nslow_pace = '九成'", "status.slow_pace", "九成"),
        ("[status]\nslow_rate_points = 1.0", "status.slow_rate_points", "1.0"),
        ("[status]\nstale_cycles = 0", "status.stale_cycles", "0"),
        ("[tasks]\ndue_soon_days = -1", "tasks.due_soon_days", "-1"),
        ("[plan]\nyear = 24", "plan.year", "24"),
        ("[tolerance]\ngdp_growth = '左右'", "tolerance.gdp_growth", "左右"),
        ("status = 3", "status", "3"),
    ],
)
def test_wrong_value(tmp_path: Path, text: str, setting: str, value: str) -> None:
    """A value out of range or of the wrong kind is named with its file and setting."""
    message = refusal(tmp_path, text)
    assert message.startswith("设置文件 settings.toml 有误")
    assert re.search(rf"{re.escape(setting)} = '?{re.escape(value)}'?，应为：", message)


@pytest.mark.parametrize(
    ("text", "setting"),
    [("[status]\nslow_pase = 0.9", "status.slow_pase = 0.9"), ("[colours]\ngood = 1", "colours = ")],
)
def test_unknown_setting(tmp_path: Path, text: str, setting: str) -> None:
    """A misspelt setting is refused, for it would leave the default in force unnoticed."""
    assert setting in refusal(tmp_path, text)


def test_all_wrong_values_at_once(tmp_path: Path) -> None:
    """Two wrong settings are named together."""
    message = refusal(tmp_path, "[status]\nslow_pace = 2\n[plan]\nyear = 1")
    assert "status.slow_pace = 2" in message
    assert "plan.year = 1" in message


@pytest.mark.parametrize(
    ("text", "encoding"), [("[status\nslow_pace = 0.9", "utf-8"), ("# 阈值\n[status]\n", "gb18030")]
)
def test_unreadable_file(tmp_path: Path, text: str, encoding: str) -> None:
    """A file that is no TOML, or was saved in GB18030, is named with the way to save it."""
    message = refusal(tmp_path, text, encoding)
    assert message.startswith("设置文件 settings.toml 无法读取")
    assert message.endswith("请按 TOML 格式、UTF-8 编码保存。")


def test_settings_do_not_change() -> None:
    """Nothing at run time changes a threshold: it is in the file, or not at all."""
    with pytest.raises(ValidationError):
        settings().status.slow_pace = 0.5


def test_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where tables lie and whether there is demonstration data comes from the environment, with defaults."""
    for name in ("SIXLIFTS_DATA", "SIXLIFTS_DEMO"):
        monkeypatch.delenv(name, raising=False)
    assert (data_root(), demo_wanted()) == (str(ROOT / "data" / "tables"), True)
    monkeypatch.setenv("SIXLIFTS_DATA", "s3://bucket/tables")
    monkeypatch.setenv("SIXLIFTS_DEMO", " 0 ")
    assert (data_root(), demo_wanted()) == ("s3://bucket/tables", False)


def test_byte_order_mark(tmp_path: Path) -> None:
    """UTF-8 as Windows saves it, with a byte order mark, is UTF-8."""
    assert read(tmp_path, "[status]\nslow_pace = 0.95\n", "utf-8-sig").status.slow_pace == 0.95


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is named like one that cannot be read."""
    with pytest.raises(SettingsError, match="nowhere"):
        read_settings(tmp_path / "nowhere.toml")


@pytest.mark.parametrize(
    "text",
    [
        "[status]\nslow_pace = true",
        "[status]\nslow_rate_points = -inf",
        "[tolerance]\ngdp_growth = nan",
        "[tolerance]\ngdp_growth = -1",
    ],
)
def test_what_only_looks_like_a_number(tmp_path: Path, text: str) -> None:
    """No threshold is true, infinite or not a number, and no tolerance is negative."""
    refusal(tmp_path, text)


def test_what_would_be_right_is_said_in_chinese(tmp_path: Path) -> None:
    """The customer edits this file: what would be right is written in Chinese."""
    assert "Input should" not in refusal(tmp_path, "[status]\nslow_pace = 1.5")


def test_addresses_of_robots_are_secret(tmp_path: Path) -> None:
    """Neither a refusal nor the settings as text show an address, for it holds a secret."""
    assert "hidden" not in refusal(tmp_path, '[notify]\nservices = "wecombot://hidden"')
    assert "hidden" not in refusal(tmp_path, '[notify]\nwebhook = "wecombot://hidden"')
    assert "hidden" not in repr(read(tmp_path, '[notify]\nservices = ["wecombot://hidden"]'))


def test_robots_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment's addresses go before the file's, which names none."""
    monkeypatch.delenv("SIXLIFTS_NOTIFY", raising=False)
    assert notify_services() == ()
    monkeypatch.setenv("SIXLIFTS_NOTIFY", "wecombot://a  feishu://b")
    assert [one.get_secret_value() for one in notify_services()] == ["wecombot://a", "feishu://b"]
