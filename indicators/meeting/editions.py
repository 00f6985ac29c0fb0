"""会议版本: what a meeting was shown, under a name: month, versions of the tables, order of the screens.

An edition is one row of ``list_editions``. It is never changed: another name or a withdrawal is a later row.
"""

from __future__ import annotations

import json
import secrets
import threading
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from indicators.access import NotAllowedError
from indicators.caching import cached_on_owner
from indicators.evaluation import months
from indicators.frames import records
from indicators.meeting.saving import EditionError, append_row, check_name, check_note
from indicators.period import Period, time_label
from indicators.store import CURRENT, SHOWN, WITHDRAWN, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from indicators.access import Reporter
    from indicators.store import Snapshot, Store

_ID_BYTES: Final = (
    4  # eight characters: short enough to be read out, and every new one is compared with the others
)
_opening = threading.Lock()


@dataclass(frozen=True)
class Edition:
    """What a meeting was shown.

    Attributes:
        id: its part of the address, eight characters.
        through: the month looked at.
        versions: of every table that figures come from.
        at: when it was frozen (UTC).
        by: who froze it.
        order: ids of the screens in their order; empty for all of them as the board gives them.
        withdrawn_by: who took it back; empty while it stands.
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
    def stands(self) -> bool:
        """Whether it can be opened."""
        return not self.withdrawn_by


def freeze_edition(  # noqa: PLR0913, PLR0917 - what an edition is
    store: Store, name: str, through: Period, by: Reporter | None, order: Iterable[str] = (), note: str = ""
) -> Edition:
    """定版: keep what is shown now under a name.

    Args:
        store: of the tables.
        name: one that no other edition carries.
        through: the month looked at.
        by: who does it; whoever may report may freeze.
        order: ids of the screens; none for all of them as the board gives them.
        note: what they add.

    Raises:
        NotAllowedError: nobody known, or somebody who only looks.
        EditionError: the name is taken or no name, or the month has no data.
        StoreWriteError: nothing was written.
    """
    name, note, screens = check_name(name, "会议版本"), check_note(note), json.dumps(list(order))
    made = ""

    def row_of(now: Snapshot) -> dict[str, Any]:
        nonlocal made
        _require_free(now, name)
        known = months(now)
        if through.key not in {month.key for month in known}:
            msg = f"{through.month_label}没有可放映的数据，应为{known[-1].key}至{known[0].key}。"
            raise EditionError(msg)
        made = _new_id(now)
        versions = json.dumps({table: now.versions[table] for table in SHOWN})
        told = {"edition": made, "name": name, "through": through.key, "note": note, "state": CURRENT}
        return told | {"versions": versions, "screens": screens}

    return find_edition(append_row(store, "editions", by, row_of), made)


def rename_edition(store: Store, edition: str, name: str, by: Reporter | None) -> Edition:
    """Another name for the same edition; raises as ``withdraw_edition``, and ``EditionError`` where the name is taken."""
    name = check_name(name, "会议版本")
    return _change(store, edition, by, CURRENT, name)


def withdraw_edition(store: Store, edition: str, by: Reporter | None) -> Edition:
    """Take an edition back; it stays on record and can be restored.

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
    """Every edition that stands, newest first; ``withdrawn`` ones too when asked for."""
    rows = records(snapshot.log["editions"]) if "editions" in snapshot.log else []
    last = {row["edition"]: row for row in rows}
    # Later rows change the name or the state and hold no versions.
    found = [_edition(row, last[row["edition"]]) for row in rows if row["versions"]]
    kept = [edition for edition in found if withdrawn or edition.stands]
    return tuple(sorted(kept, key=lambda edition: edition.at, reverse=True))


def find_edition(snapshot: Snapshot, edition: str, *, withdrawn: bool = False) -> Edition:
    """An edition that stands; ``withdrawn`` ones too when asked for.

    Raises:
        EditionError: there is none, or it was withdrawn: by whom and when.
    """
    for one in list_editions(snapshot, withdrawn=True):
        if one.id == edition:
            if one.withdrawn_at is not None and not withdrawn:
                when = time_label(one.withdrawn_at)
                msg = f"会议版本“{one.name}”已由{one.withdrawn_by}撤销（{when}），不再放映。"
                raise EditionError(msg)
            return one
    msg = f"没有编号为“{edition!s:.20}”的会议版本，请从“会议版本”页重新打开。"
    raise EditionError(msg)


def open_edition(store: Store, edition: str, *, withdrawn: bool = False) -> tuple[Edition, Snapshot]:
    """An edition and the tables exactly as they were, whatever was reported since.

    The tables are read once for all who look at it. One that did not exist yet is empty. ``withdrawn`` for whoever has
    it open already: a withdrawal takes nothing off a screen.

    Raises:
        EditionError: there is no such edition, it was withdrawn, or its tables cannot be read.
    """
    found = find_edition(store.snapshot(), edition, withdrawn=withdrawn)
    try:
        with _opening:  # a hundred who come at once read it once
            return found, _tables_at(store, tuple(found.versions.items()))
    except StoreError as error:
        msg = f"会议版本“{found.name}”当时的数据无法读取。{error}"
        raise EditionError(msg) from error


# What an edition shows never changes: the last few are kept, whatever is reported meanwhile.
@lru_cache(maxsize=8)
def _tables_at(store: Store, versions: tuple[tuple[str, int], ...]) -> Snapshot:
    return store.snapshot_at(dict(versions))


def suggested_name(snapshot: Snapshot, through: Period) -> str:
    """A name that is free: 2024年9月调度会, then 2024年9月调度会（2）."""
    taken = {edition.name for edition in list_editions(snapshot)}
    first = f"{through.month_label}调度会"
    names = [first, *(f"{first}（{number}）" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def _edition(frozen: dict[str, Any], last: dict[str, Any]) -> Edition:
    is_withdrawn = last["state"] == WITHDRAWN
    return Edition(
        id=str(frozen["edition"]),
        name=str(last["name"]),
        through=Period.from_key(str(frozen["through"])),
        versions=json.loads(frozen["versions"]),
        at=frozen["reported_at"].to_pydatetime(),
        by=str(frozen["reported_by"]),
        order=tuple(json.loads(frozen["screens"])),
        note=str(frozen["note"]),
        withdrawn_by=str(last["reported_by"]) if is_withdrawn else "",
        withdrawn_at=last["reported_at"].to_pydatetime() if is_withdrawn else None,
    )


def _change(store: Store, edition: str, by: Reporter | None, state: str, name: str = "") -> Edition:
    """A later row with another state or name."""
    is_restored = state == CURRENT and not name

    def row_of(now: Snapshot) -> dict[str, Any]:
        known = {one.id: one for one in list_editions(now, withdrawn=True)}
        one = known[edition] if is_restored and edition in known else find_edition(now, edition)
        if is_restored and one.stands:
            msg = f"会议版本“{one.name}”没有被撤销，无需恢复。"
            raise EditionError(msg)
        if by is not None and not by.is_administrator and by.name != one.by:
            msg = f"这是{one.by}定的版，只有其本单位或管理员可以更名、撤销或恢复。"
            raise NotAllowedError(msg)
        wanted = name or one.name
        if state == CURRENT:
            _require_free(now, wanted, but=edition)
        return {"edition": edition, "name": wanted, "state": state, "through": one.through.key}

    now = append_row(store, "editions", by, row_of)
    return next(one for one in list_editions(now, withdrawn=True) if one.id == edition)


def _require_free(now: Snapshot, name: str, but: str = "") -> None:
    for one in list_editions(now):
        if one.name == name and one.id != but:
            msg = f"已有名为“{name}”的会议版本（{one.by}定版），请换一个名称。"
            raise EditionError(msg)


def _new_id(now: Snapshot) -> str:
    taken = {edition.id for edition in list_editions(now, withdrawn=True)}
    while (made := secrets.token_hex(_ID_BYTES)) in taken:
        pass
    return made
