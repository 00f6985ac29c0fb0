"""会议版本: what a meeting was shown, under a name: month, versions of the tables, order of the screens.

An edition is one row of the table ``editions`` and is never changed: another name or a withdrawal is a later row.
"""

from __future__ import annotations

import json
import secrets
import threading
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from indicators.access import NotAllowedError
from indicators.caching import cached_on_owner
from indicators.evaluation import months
from indicators.frames import records
from indicators.meeting.saving import EditionError, append_row, check_name
from indicators.period import Period, time_label
from indicators.store import CURRENT, SHOWN, WITHDRAWN, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from indicators.access import Reporter
    from indicators.store import Snapshot, Store

# Eight characters: short enough to be read out; every new one is compared with the others.
_ID_BYTES: Final = 4
_LONGEST_NOTE: Final = 200
_opening: Final = threading.Lock()


@dataclass(frozen=True)
class Edition:
    """What a meeting was shown.

    Attributes:
        id: its part of the address, eight characters.
        name: one that no other current edition has.
        through: the month looked at.
        versions: of every table that figures come from.
        at: when it was frozen (UTC).
        by: who froze it.
        order: ids of the screens in their order; empty for all of them as the board gives them.
        note: what they added.
        withdrawn_by: who withdrew it; empty while it is current.
        withdrawn_at: when that was (UTC).
    """

    id: str
    name: str
    through: Period
    versions: Mapping[str, int] = field(hash=False)
    at: datetime
    by: str
    order: tuple[str, ...] = ()
    note: str = ""
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = None

    @property
    def is_current(self) -> bool:
        """Whether it can be opened."""
        return not self.withdrawn_by


def freeze_edition(  # noqa: PLR0913, PLR0917 - what an edition is
    store: Store, name: str, through: Period, by: Reporter | None, order: Iterable[str] = (), note: str = ""
) -> Edition:
    """定版: keep what is shown now under a name; without ``order`` all screens as the board gives them.

    Raises:
        NotAllowedError: nobody known, or somebody who may not report.
        EditionError: the name is taken or not a name, or the month has no data.
        StoreDamagedError: figures may be missing: what is kept would lack them.
        StoreWriteError: nothing was written.
    """
    note = " ".join(note.split())
    if len(note) > _LONGEST_NOTE:
        msg = f"备注有{len(note)}字，应不超过{_LONGEST_NOTE}字。"
        raise EditionError(msg)
    row = {
        "name": check_name(name, "会议版本"), "through": through.key, "note": note, "state": CURRENT,
        "screens": json.dumps(list(order)),
    }  # fmt: skip

    def row_of(now: Snapshot) -> dict[str, Any]:
        _require_free(now.require_whole(), row["name"])
        known = months(now, through.end)
        if through.key not in {month.key for month in known}:
            msg = f"{through.month_label}没有可放映的数据，应为{known[-1].key}至{known[0].key}。"
            raise EditionError(msg)
        taken = {edition.id for edition in list_editions(now, withdrawn=True)}
        row["edition"] = next(new for _ in count() if (new := secrets.token_hex(_ID_BYTES)) not in taken)
        return row | {"versions": json.dumps({table: now.versions[table] for table in SHOWN})}

    return find_edition(append_row(store, "editions", by, row_of), row["edition"])


def rename_edition(store: Store, edition: str, name: str, by: Reporter | None) -> Edition:
    """Rename an edition; raises as ``withdraw_edition``, and ``EditionError`` where the name is taken."""
    return _change(store, edition, by, CURRENT, check_name(name, "会议版本"))


def withdraw_edition(store: Store, edition: str, by: Reporter | None) -> Edition:
    """Withdraw an edition; it stays on record and can be restored.

    Raises:
        NotAllowedError: it is somebody else's and they are no administrator.
        EditionError: there is no such edition, or it is withdrawn already.
        StoreWriteError: nothing was written.
    """
    return _change(store, edition, by, WITHDRAWN)


def restore_edition(store: Store, edition: str, by: Reporter | None) -> Edition:
    """Undo a withdrawal; raises as ``withdraw_edition``, and ``EditionError`` where the name is taken by now."""
    return _change(store, edition, by, CURRENT)


@cached_on_owner
def list_editions(snapshot: Snapshot, *, withdrawn: bool = False) -> tuple[Edition, ...]:
    """Current editions, newest first; on request ``withdrawn`` ones too."""
    rows = records(snapshot.log["editions"]) if "editions" in snapshot.log else []
    last = {row["edition"]: row for row in rows}
    # Later rows change the name or the state and have no versions.
    editions = [_edition(row, last[row["edition"]]) for row in rows if row["versions"]]
    return tuple(edition for edition in reversed(editions) if withdrawn or edition.is_current)


def find_edition(snapshot: Snapshot, edition: str, *, withdrawn: bool = False) -> Edition:
    """A current edition; on request a ``withdrawn`` one too.

    Raises:
        EditionError: there is none, or it was withdrawn: by whom and when.
    """
    known = {known.id: known for known in list_editions(snapshot, withdrawn=True)}
    if edition not in known:
        msg = f"没有编号为“{edition!s:.20}”的会议版本，请从“会议版本”页重新打开。"
        raise EditionError(msg)
    found = known[edition]
    if found.withdrawn_at is not None and not withdrawn:
        msg = f"会议版本“{found.name}”已由{found.withdrawn_by}撤销（{time_label(found.withdrawn_at)}），不再放映。"
        raise EditionError(msg)
    return found


def open_edition(store: Store, edition: str, *, withdrawn: bool = False) -> tuple[Edition, Snapshot]:
    """An edition and the tables exactly as they were, whatever was reported since.

    The tables are read once for all who look at it. A table that did not exist yet is empty. ``withdrawn`` is for
    those who have it open already: a withdrawal takes nothing off a screen.

    Raises:
        EditionError: there is no such edition, it was withdrawn, or its tables cannot be read.
    """
    found = find_edition(store.snapshot(), edition, withdrawn=withdrawn)
    try:
        with _opening:  # a hundred who come at once share one reading
            return found, _tables_at(store, tuple(found.versions.items()))
    except StoreError as error:
        msg = f"会议版本“{found.name}”当时的数据无法读取。{error}"
        raise EditionError(msg) from error


# What an edition shows never changes, so the last few are cached across snapshots.
@lru_cache(maxsize=8)
def _tables_at(store: Store, versions: tuple[tuple[str, int], ...]) -> Snapshot:
    return store.snapshot_at(dict(versions))


def suggested_name(snapshot: Snapshot, through: Period) -> str:
    """A name that is free for the meeting on a month: 2024年9月调度会, then 2024年9月调度会（2）."""
    return free_name(snapshot, f"{through.month_label}调度会")


def free_name(snapshot: Snapshot, name: str) -> str:
    """The name if it is free, otherwise with the first number that makes it so."""
    taken = {edition.name for edition in list_editions(snapshot)}
    numbered = (f"{name}（{number}）" for number in count(2))
    return name if name not in taken else next(other for other in numbered if other not in taken)


def _edition(frozen: dict[str, Any], last: dict[str, Any]) -> Edition:
    """An edition of the row that froze it and the last one about it."""
    withdrawal = last if last["state"] == WITHDRAWN else None
    return Edition(
        str(frozen["edition"]), str(last["name"]), Period.from_key(str(frozen["through"])),
        json.loads(frozen["versions"]), frozen["reported_at"].to_pydatetime(), str(frozen["reported_by"]),
        tuple(json.loads(frozen["screens"])), str(frozen["note"]),
        withdrawn_by=str(withdrawal["reported_by"]) if withdrawal else "",
        withdrawn_at=withdrawal["reported_at"].to_pydatetime() if withdrawal else None,
    )  # fmt: skip


def _change(store: Store, edition: str, by: Reporter | None, state: str, name: str = "") -> Edition:
    """A later row with another state or name."""
    is_restored = state == CURRENT and not name

    def row_of(now: Snapshot) -> dict[str, Any]:
        found = find_edition(now, edition, withdrawn=is_restored)
        if is_restored and found.is_current:
            msg = f"会议版本“{found.name}”没有被撤销，无需恢复。"
            raise EditionError(msg)
        if by is not None and not by.is_administrator and by.name != found.by:
            msg = f"这是{found.by}定的版，只有其本单位或管理员可以更名、撤销或恢复。"
            raise NotAllowedError(msg)
        new_name = name or found.name
        if state == CURRENT:
            _require_free(now, new_name, except_for=edition)
        return {"edition": edition, "name": new_name, "state": state, "through": found.through.key}

    return find_edition(append_row(store, "editions", by, row_of), edition, withdrawn=True)


def _require_free(now: Snapshot, name: str, except_for: str = "") -> None:
    for other in list_editions(now):
        if other.name == name and other.id != except_for:
            msg = f"已有名为“{name}”的会议版本（{other.by}定版），请换一个名称。"
            raise EditionError(msg)
