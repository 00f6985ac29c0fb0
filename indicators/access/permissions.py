"""Which rows somebody may report: by the lift of their indicator or task, or by its real unit in charge.

Whoever writes rows asks here, with the tables as they are at that moment: page, HTTP and command line alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from indicators.access.reporter import NotAllowedError, units_of
from indicators.caching import cached_on_owner
from indicators.catalogue import lifts
from indicators.labels import TO_BE_NAMED
from indicators.store import DEMO, KEYS

if TYPE_CHECKING:
    from indicators.access.reporter import Reporter
    from indicators.store import Snapshot

_SUBJECTS: Final = {"catalogue": "name", "tasks": "title"}


@cached_on_owner
def responsible_units(snapshot: Snapshot) -> dict[str, str]:
    """The real unit in charge of each indicator and task by its id; empty where it is simulated or to be named."""
    units: dict[str, str] = {}
    for table in _SUBJECTS:
        rows = snapshot.log[table]
        rows = rows[rows["origin"] != DEMO]
        units |= zip(rows[KEYS[table][0]], rows["responsible_unit"].fillna(""), strict=True)
    return units


def units_in_charge(snapshot: Snapshot) -> list[str]:
    """Every unit that answers for something, as of the catalogue and the tasks, sorted."""
    return sorted(frozenset().union(*map(units_of, responsible_units(snapshot).values())))


def are_reportable(rows: pd.DataFrame, reporter: Reporter, snapshot: Snapshot) -> pd.Series:
    """Whether each of these rows is the reporter's.

    Args:
        rows: with ``lift``, and the id of what they are about as ``indicator``, ``task`` or ``subject``.
        reporter: who would report them.
        snapshot: which unit is in charge now.
    """
    units = responsible_units(snapshot)
    allowed = [
        reporter.may_report(str(lift), units.get(subject, ""))
        for lift, subject in zip(rows["lift"], _subjects(rows), strict=True)
    ]
    return pd.Series(allowed, rows.index, dtype=bool)


def require_reportable(rows: pd.DataFrame, reporter: Reporter, snapshot: Snapshot) -> None:
    """Stop before anything is written that is not the reporter's; ``rows`` as in ``are_reportable``.

    Raises:
        NotAllowedError: a row is not theirs; names it, and who answers for it.
    """
    others = rows[~are_reportable(rows, reporter, snapshot)]
    if others.empty:
        return
    subject, lift = _subjects(others).iloc[0], str(others["lift"].iloc[0])
    count = _subjects(others).nunique()
    more = f"这样的共{count}项。" if count > 1 else ""
    msg = (
        f"“{_name(snapshot, subject)}”{belonging(lift, responsible_units(snapshot).get(subject, ''))}，"
        f"“{reporter.name}”不能上报。{more}可上报：{reporter.scope}。"
    )
    raise NotAllowedError(msg)


def belonging(lift: str, responsible_unit: str) -> str:
    """Whose an indicator or a task is, in words: 由经发局负责; without a unit, 属产业提档，责任单位待明确."""
    if responsible_unit:
        return f"由{responsible_unit}负责"
    known = lifts().get(lift)
    return f"属{known.short if known else lift}，责任单位{TO_BE_NAMED}"


def _subjects(rows: pd.DataFrame) -> pd.Series:
    return rows[next(column for column in ("task", "indicator", "subject") if column in rows)]


def _name(snapshot: Snapshot, subject: str) -> str:
    for table, column in _SUBJECTS.items():
        rows = getattr(snapshot, table).set_index(KEYS[table][0])[column]
        if subject in rows:
            return str(rows[subject])
    return subject
