"""What is wrong with a command is reported in Chinese, below the line of its usage; nothing is run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from indicators.cli import main

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = "init、status、demo、history、check、import、uploads、withdraw、restore、layouts、forget、names、key、edition、export、follow-up、remind、year、threshold、template、verify、repair、backup"


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a command would make its tables."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(tmp_path / "tables"))
    return tmp_path / "tables"


@pytest.mark.parametrize(
    ("typed", "usage", "wrong"),
    [
        ("", "[选项] 命令 …", f"缺少参数：命令，可选：{COMMANDS}"),
        ("key --json", "key [选项] 命令 …", "缺少参数：命令，可选：add、list、revoke"),
        ("inti", "[选项] 命令 …", f"没有“inti”这个命令，可选：{COMMANDS}"),
        ("import", "import [选项] 文件", "缺少参数：文件"),
        ("edition rename x", "edition rename [选项] 编号 新名称", "缺少参数：新名称"),
        ("import a.csv b.csv", "import [选项] 文件", "不认识的参数：b.csv"),
        ("status --throuhg 2024-09", "status [选项]", "不认识的参数：--throuhg"),
        ("status --through", "status [选项]", "参数 --through 后面缺少内容"),
        ("status --json=yes", "status [选项]", "参数 --json 不带内容"),
        ("check a.csv --year 今年", "check [选项] 文件", "参数 --year 不能是“今年”，应为整数"),
        ("check a.csv --measure week", "check [选项] 文件", "参数 --measure 不能是“week”，可选：ytd、month"),
        ("demo maybe", "demo [选项] on|off", "参数 on|off 不能是“maybe”，可选：on、off"),
    ],
)
def test_wrong_usage(
    tables: Path, capsys: pytest.CaptureFixture[str], typed: str, usage: str, wrong: str
) -> None:
    """Each kind of it ends with 2."""
    assert main(typed.split()) == 2
    assert capsys.readouterr() == ("", f"用法：python -m indicators {usage}\n{wrong}\n")
    assert not tables.exists()


@pytest.mark.parametrize("command", ["", "status", "import", "uploads", "key", "key add", "edition freeze"])
def test_help(capsys: pytest.CaptureFixture[str], command: str) -> None:
    """Each command explains itself, all of it in Chinese, and offers JSON."""
    assert main([*command.split(), "-h"]) == 0
    text = capsys.readouterr().out
    assert text.startswith(f"用法：python -m indicators {command}".strip())
    assert re.search(r"--json +以 JSON 输出\n +-h, --help +显示本说明", text)
    assert not re.search("usage|arguments|options|commands|message", text, re.IGNORECASE)
