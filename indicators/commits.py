"""What commits tell of themselves (``upload.metadata``), as one table."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping


def as_history(tables: Mapping[str, list[dict[str, Any]]]) -> pd.DataFrame:
    """Every commit of these tables, newest first."""
    entries = []
    for table, commits in tables.items():
        for commit in commits:
            told = {key: commit.get(key, "") for key in ("upload", "action", "by", "file", "sha256", "note")}
            at = datetime.fromtimestamp(commit["timestamp"] / 1000, UTC)
            counts = {key: int(commit.get(key, 0)) for key in ("rows", "new", "changed")}
            entries.append({"table": table, "version": commit["version"], "at": at} | counts | told)
    columns = [
        "upload", "table", "version", "action", "by", "at", "file", "sha256", "rows", "new", "changed", "note",
    ]  # fmt: skip
    frame = pd.DataFrame(entries, columns=columns)
    return frame.sort_values(["at", "table"], ascending=[False, True], ignore_index=True)
