"""``python -m indicators names``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from indicators.period import time_label
from indicators.uploads.commit import commit_upload
from indicators.validation import UploadDecisions
from tests.command_line import answered, run
from tests.reports import ECONOMY, previewed
from tests.upload_helpers import file

if TYPE_CHECKING:
    from indicators.store.store import Store


def test_list_and_forget(store: Store) -> None:
    """What departments mean by their names is listed, and forgotten one by one."""
    data = Path(store.root)
    assert run(data, "names", "list").stdout == "还没有记住的名称\n"
    decisions = UploadDecisions(names={"我局产值": "industrial_output"})
    preview = previewed(store, file("我局产值,,2024-09,700"), ECONOMY, decisions=decisions)
    commit_upload(store, preview, confirmed=True)
    at = time_label(store.snapshot().names["reported_at"].iloc[0])
    assert run(data, "names", "list").stdout == f"经发局  我局产值 = 规上工业总产值  {at} 由经发局指定\n"
    (name,) = answered(data, "names", "list")
    assert (name["department"], name["indicator"]) == ("经发局", "industrial_output")
    done = answered(data, "names", "forget", "我局产值", "--department", "经发局")
    assert done == {"department": "经发局", "name": "我局产值"}
    assert answered(data, "names", "list") == []
    again = run(data, "names", "forget", "我局产值", "--department", "经发局")
    assert (again.returncode, again.stderr) == (
        1, "经发局没有记住的名称“我局产值”。可用 names list 查看全部。\n",
    )  # fmt: skip
