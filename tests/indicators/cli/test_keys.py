"""``python -m indicators key``, and who a command acts for."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from indicators.access import Keys, Reporter
from indicators.cli import main
from indicators.store import open_store
from tests.cheap_keys import cheap_keys
from tests.store_helpers import in_charge

if TYPE_CHECKING:
    from pathlib import Path

WRONG = "ZZZZ-1111-2222-3333-4444-5555-6666-7777"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data root for the command line."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(tmp_path))
    return tmp_path


def test_key_add_list_revoke(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A department's key is shown once when it is made; the list shows everything but the key."""
    assert main(["key", "add", "经发局", "--lifts", "industry，space", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert Keys(root).check(made["key"]).lifts == {"industry", "space"}
    assert main(["key", "list"]) == 0
    listed = capsys.readouterr().out
    assert made["id"] in listed
    assert "经发局  部门  可上报：产业提档、载体提标  " in listed
    assert made["key"] not in listed
    assert "argon2" not in listed
    assert main(["key", "revoke", "经发局"]) == 0
    assert "已停用“经发局”" in capsys.readouterr().out
    assert main(["key", "--json", "list"]) == 0
    revoked = json.loads(capsys.readouterr().out)[0]
    assert revoked["created_at"].endswith("+08:00")
    assert revoked["revoked_at"].endswith("+08:00")
    assert (revoked["made_by"], revoked["revoked_by"]) == ("本机管理员", "本机管理员")


def test_key_of_a_unit(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A key may be for what units answer for, with lifts or without; a unit that answers for nothing is pointed out."""
    in_charge(open_store(str(root), with_demo=False), new_projects="招商局")
    assert main(["key", "add", "招商局", "--units", "招商局，经法局", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["lifts"], made["units"], made["last_used"]) == ([], ["招商局", "经法局"], None)
    assert Keys(root).check(made["key"]) == Reporter(
        "招商局", "department", frozenset(), frozenset({"招商局", "经法局"})
    )
    assert main(["key", "add", "科技局", "--units", "招商局,经法局", "--lifts", "innovation"]) == 0
    assert "目前没有由“经法局”负责的指标或任务" in capsys.readouterr().out
    assert main(["key", "list"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert "可上报：招商局、经法局负责的指标和任务" in first
    assert re.search(r"最近使用 \d{4}-\d\d-\d\d \d\d:\d\d  有效$", first)
    assert "可上报：创新提效，以及招商局、经法局负责的指标和任务" in second
    assert "未使用过" in second


@pytest.mark.parametrize(
    "more", [[], ["--lifts", "industry", "--administrator"], ["--units", "经发局", "--administrator"]]
)
def test_key_add_wants_to_know_what_for(
    root: Path, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    """Neither all lifts nor the administrator's role is ever a default, nor is it limited."""
    assert main(["key", "add", "经发局", *more]) == 2
    assert "参数应为 --lifts、--units（其一或两个）或 --administrator" in capsys.readouterr().err
    assert Keys(root).entries() == ()


def test_key_add_refuses_an_unknown_lift(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1 and the reason; no key is made."""
    assert main(["key", "add", "经发局", "--lifts", "indstry"]) == 1
    assert "没有“indstry”这一提" in capsys.readouterr().err
    assert Keys(root).entries() == ()


def test_shell_is_the_administrator_unless_a_key_is_given(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --key a command may what the key's holder may: a department manages no keys, an administrator does."""
    assert main(["key", "list"]) == 0
    department = cheap_keys(root).add("经发局", ["industry"])
    assert main(["key", "list", "--key", department]) == 1
    assert "“经发局”不能管理密钥" in capsys.readouterr().err
    administrator = cheap_keys(root).add("管理员", None, "administrator")
    assert main(["key", "add", "科技局", "--lifts", "all", "--key", administrator]) == 0
    assert main(["key", "list", "--key", WRONG]) == 1
    assert "密钥不正确" in capsys.readouterr().err
