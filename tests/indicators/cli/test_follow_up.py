"""``python -m indicators follow-up`` and ``remind``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.cheap_keys import cheap_keys
from tests.command_line import answered, run

if TYPE_CHECKING:
    from indicators.store.store import Store

SEPTEMBER = ("--through", "2024-09")


def listed(store: Store, *arguments: str) -> dict[str, dict[str, object]]:
    """The items by subject."""
    rows = answered(Path(store.root), "follow-up", "list", *SEPTEMBER, *arguments)
    return {row["subject"]: row for row in rows}


def test_from_answer_to_closing(store: Store) -> None:
    """An item is answered with the unit's key, commented on, closed and opened again; the list has it all."""
    data = Path(store.root)
    key = cheap_keys(data).add("经发局", ["industry"])
    assert listed(store)["li_auto_deliveries"]["state"] == "overdue"
    subject = ("li_auto_deliveries", *SEPTEMBER)
    given = ("--reason", "上市晚", "--deadline", "2024-12-31", "--person", "张明")
    answered(data, "follow-up", "answer", *subject, *given, "--key", key)
    for deed in ("comment", "close", "reopen"):
        answered(data, "follow-up", deed, *subject, "--text", "已阅")
    item = listed(store, "--state", "answered")["li_auto_deliveries"]
    entries = item["entries"]
    assert isinstance(entries, list)
    assert [entry["deed"] for entry in entries] == ["answer", "comment", "close", "reopen"]
    assert (entries[0]["by"], entries[0]["deadline"], entries[0]["person"]) == (
        "经发局",
        "2024-12-31",
        "张明",
    )


def test_refused(store: Store) -> None:
    """A department does not close: exit code 1, in Chinese."""
    key = cheap_keys(store.root).add("经发局", ["industry"])
    refused = run(Path(store.root), "follow-up", "close", "li_auto_deliveries", *SEPTEMBER, "--key", key)
    assert refused.returncode == 1
    assert "“经发局”不能销号督办事项" in refused.stderr


def test_remind(store: Store) -> None:
    """The reminder is printed; it is sent only when asked for, and only where a robot is set up."""
    data = Path(store.root)
    reminder = answered(data, "remind", *SEPTEMBER)
    assert reminder["text"].startswith("【数据报送提醒】")
    assert "not_sent" not in reminder
    assert "没有设置群机器人" in answered(data, "remind", "--send", *SEPTEMBER, code=1)["error"]
