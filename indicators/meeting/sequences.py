"""Saved sequences: which screens a meeting shows, in which order, under a name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from indicators.frames import records
from indicators.meeting.saving import EditionError, append_row, check_name
from indicators.store import CURRENT, WITHDRAWN, turn_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from indicators.access import Reporter
    from indicators.store import Snapshot, Store


@dataclass(frozen=True)
class SavedSequence:
    """Ids of screens in an order under a name, and who saved it last, when (UTC)."""

    name: str
    order: tuple[str, ...]
    by: str
    at: datetime


def save_sequence(store: Store, name: str, order: Iterable[str], by: Reporter | None) -> SavedSequence:
    """Save a sequence; one of the same name is replaced and stays on record.

    Raises:
        NotAllowedError: nobody known, or somebody who may not report.
        EditionError: no screen was chosen, or the name is not one.
        StoreWriteError: nothing was written.
    """
    name, screens = check_name(name, "放映顺序"), tuple(dict.fromkeys(order))
    if not screens:
        msg = "至少选择一屏，才能保存放映顺序。"
        raise EditionError(msg)
    return find_sequence(append_row(store, "sequences", by, lambda _: _row(name, screens, CURRENT)), name)


def remove_sequence(store: Store, name: str, by: Reporter | None) -> None:
    """Take a sequence off the list; raises as ``save_sequence`` and ``find_sequence``."""
    append_row(store, "sequences", by, lambda now: _row(name, find_sequence(now, name).order, WITHDRAWN))


def list_sequences(snapshot: Snapshot) -> tuple[SavedSequence, ...]:
    """Every saved sequence, the one saved last first."""
    rows = records(snapshot.log["sequences"]) if "sequences" in snapshot.log else []
    last = {row["name"]: row for row in rows}
    current = [row for row in last.values() if row["state"] == CURRENT]
    return tuple(
        SavedSequence(row["name"], tuple(json.loads(row["screens"])), row["reported_by"], row["reported_at"].to_pydatetime())
        for row in sorted(current, key=turn_of, reverse=True)
    )  # fmt: skip


def find_sequence(snapshot: Snapshot, name: str) -> SavedSequence:
    """The sequence of a name.

    Raises:
        EditionError: there is none; the message lists those that exist.
    """
    known = {saved.name: saved for saved in list_sequences(snapshot)}
    if name not in known:
        choice = f"可用：{'、'.join(known)}" if known else "还没有保存过"
        msg = f"没有名为“{name!s:.40}”的放映顺序，{choice}。"
        raise EditionError(msg)
    return known[name]


def _row(name: str, screens: tuple[str, ...], state: str) -> dict[str, Any]:
    return {"name": name, "screens": json.dumps(screens), "state": state}
