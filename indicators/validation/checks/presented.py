"""Changes to what a meeting was shown: each must be confirmed, and names the meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from indicators.frames import records
from indicators.labels import is_missing
from indicators.period import LOCAL_ZONE
from indicators.store import DEMO, KEYS, Turn, turn_of
from indicators.validation.context import issues_for_rows, period_text
from indicators.validation.diff import CHANGED, WOULD_CLEAR, equal

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.reading import Issue, Table
    from indicators.validation.context import Context

    _Row = dict[str, Any]


def check_presented_values(differences: pd.DataFrame, table: Table, context: Context) -> list[Issue]:
    """Questions about values, or their published growth, that were on a screen of a current edition."""
    other = ~equal(differences["value"], differences["old"])
    other |= ~equal(differences["growth"], differences["old_growth"])
    wanted = (differences["change"] == CHANGED) & other
    if context.decisions.clear_blanks:
        wanted |= differences["change"] == WOULD_CLEAR
    return _ask(differences[wanted], table, context, _shows_month)


def check_presented_plans(differences: pd.DataFrame, table: Table, context: Context) -> list[Issue]:
    """Questions about targets of a year that an edition looked at."""
    rows = differences[differences["change"] == CHANGED]
    when = [
        f"{period}年目标" if period.isdigit() else f"{period_text(period)}目标" for period in rows["period"]
    ]
    rows = rows.assign(period=rows["phase"], when=when)
    return _ask(rows, table, context, lambda edition, row: edition["through"][:4] == str(row["year"]))


def _shows_month(edition: _Row, row: _Row) -> bool:
    """Whether its charts show the row's month: the year up to the month looked at, and the year before."""
    through = edition["through"]
    return bool(f"{int(through[:4]) - 1}-01" <= row["period"] <= through)


def _ask(
    rows: pd.DataFrame, table: Table, context: Context, shows: Callable[[_Row, _Row], bool]
) -> list[Issue]:
    if context.snapshot.editions.empty or rows.empty:
        return []
    first = _first_reported(rows, table.subject, context)
    editions = records(context.snapshot.editions)
    meetings = []
    for row in records(rows):
        since = first.get(tuple(str(row[name]) for name in KEYS[table.subject]))
        later = [edition for edition in editions if since is not None and since < turn_of(edition)]
        meetings.append([edition for edition in later if shows(edition, row)])
    rows = rows.assign(meetings=pd.Series(meetings, index=rows.index, dtype=object))
    return issues_for_rows(rows[rows["meetings"].map(len) > 0], table, "shown_at_meeting", _details)


def _first_reported(rows: pd.DataFrame, subject: str, context: Context) -> dict[tuple[str, ...], Turn]:
    """When each key first had a real value: what was reported after a meeting was not shown there."""
    log = context.snapshot.log[subject]
    log = log[(log["origin"] != DEMO) & log["value" if subject == "observations" else "target"].notna()]
    log = log[log["indicator"].isin(rows["indicator"])]
    first = log.drop_duplicates([*KEYS[subject]])
    keys = zip(*(first[name].astype(str) for name in KEYS[subject]), strict=True)
    return dict(zip(keys, map(turn_of, records(first)), strict=True))


def _details(row: _Row) -> dict[str, str]:
    newest, *older = row["meetings"]
    more = f"等{len(older) + 1}次会议" if older else ""
    frozen = newest["reported_at"].astimezone(LOCAL_ZONE)
    return {"meeting": f"“{newest['name']}”（{frozen:%Y-%m-%d}定版）{more}", "change": _change(row)}


def _change(row: _Row) -> str:
    old, new = row["old"], row["value"]
    if is_missing(new):
        return f"现有{old:,.15g}{row['unit']}将被清除"
    if old == new and "wording" in row:
        return f"将由“{row['old_wording']}”改为“{row['wording']}”"
    if old == new:
        return "将更改公布的同比"
    return f"将由{old:,.15g}{row['unit']}改为{new:,.15g}{row['unit']}"
