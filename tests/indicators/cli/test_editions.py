"""``python -m indicators edition``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from indicators.meeting.sequences import save_sequence
from indicators.period import time_label
from indicators.store.store import Store
from indicators.uploads.commit import commit_upload
from tests.cheap_keys import cheap_keys
from tests.command_line import Finished, answered, run
from tests.reports import ADMINISTRATOR, output, previewed


@pytest.fixture
def data(store_with_report: Store) -> Path:
    """Plan and public figures, and one reported value."""
    return Path(store_with_report.root)


def edition(data: Path, *arguments: object) -> Finished:
    """``edition`` with these arguments."""
    return run(data, "edition", *arguments)


def answer(data: Path, *arguments: object, code: int = 0) -> Any:
    """The JSON of ``edition`` with these arguments."""
    return answered(data, "edition", *arguments, code=code)


def test_freeze_list_compare(data: Path) -> None:
    """From freezing to what changed since, in JSON and in words."""
    made = answer(data, "freeze", "九月会", "--through", "2024-09", "--note", "第一次")
    assert (made["name"], made["through"], made["by"]) == ("九月会", "2024-09", ADMINISTRATOR.name)
    assert answer(data, "list") == [made]
    assert answer(data, "compare", made["id"])["changes"] == []
    store = Store(data)
    commit_upload(store, previewed(store, output(1830.5)), confirmed=True)
    (change,) = answer(data, "compare", made["id"])["changes"]
    assert (change["before"], change["after"]) == ("1,820.55亿元", "1,830.50亿元")
    assert {made["at"][-6:], change["when"][-6:]} == {"+08:00"}
    text = edition(data, "compare", made["id"]).stdout
    assert f"{change['who']} {time_label(datetime.fromisoformat(change['when']))}" in text
    assert "“九月会”定版之后有1处变化" in text
    assert "数值　规上工业总产值　2024年1—9月　1,820.55亿元 → 1,830.50亿元" in text


def test_saved_sequence(data: Path) -> None:
    """An edition takes its order from a sequence by name."""
    save_sequence(Store(data), "短会", ("title", "closing"), ADMINISTRATOR)
    assert answer(data, "freeze", "九月会", "--sequence", "短会")["order"] == ["title", "closing"]
    refused = answer(data, "freeze", "十月会", "--sequence", "长会", code=1)
    assert refused["error"] == "没有名为“长会”的放映顺序，可用：短会。"


def test_withdraw_restore_rename(data: Path) -> None:
    """Each command prints what was done."""
    made = answer(data, "freeze", "九月会")
    assert "已更名为“例会”" in edition(data, "rename", made["id"], "例会").stdout
    assert "已撤销会议版本“例会”" in edition(data, "withdraw", made["id"]).stdout
    assert "已由本机管理员撤销" in edition(data, "list").stdout
    assert "不再放映" in answer(data, "compare", made["id"], code=1)["error"]
    assert answer(data, "restore", made["id"])["stands"] is True


def test_key_of_a_department(data: Path) -> None:
    """``--key`` freezes in its holder's name; another department's edition is not theirs to withdraw."""
    key = cheap_keys(data).add("经发局", ["industry"])
    other = cheap_keys(data).add("科技局", ["innovation"])
    made = answer(data, "freeze", "九月会", "--key", key)
    assert made["by"] == "经发局"
    assert "经发局定的版" in answer(data, "withdraw", made["id"], "--key", other, code=1)["error"]


def test_wrong_usage(data: Path) -> None:
    """A month that is none and an edition that is none are refused with what would be right; no action is usage."""
    assert "应如 2024-09" in answer(data, "freeze", "会", "--through", "明年", code=1)["error"]
    assert "没有编号为“x”的会议版本" in answer(data, "compare", "x", code=1)["error"]
    assert edition(data).returncode == 2


def test_correction_asks(data: Path) -> None:
    """``import`` stops at a value that a meeting was shown, and goes on with --yes."""
    edition(data, "freeze", "九月会", "--through", "2024-09")
    file = data.parent / "9月.csv"
    file.write_bytes(output(1830.5))
    refused, done = run(data, "import", file), run(data, "import", file, "--yes")
    assert (refused.returncode, done.returncode) == (1, 0)
    assert "[待确认]" in refused.stdout
    assert "已在“九月会”" in refused.stdout
