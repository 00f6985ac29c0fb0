"""What a meeting was shown and a file would make another: asked about, naming the meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from indicators.frames import records
from indicators.labels import is_missing
from indicators.period import LOCAL_ZONE, Period
from indicators.store import DEMO, KEYS
from indicators.validation.context import issues_for_rows
from indicators.validation.diff import CHANGED, WOULD_CLEAR, equal

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.reading import Issue
    from indicators.validation.context import Context

    _Row = dict[str, Any]


def check_presented_values(differences: pd.DataFrame, sheet: str, context: Context) -> list[Issue]:
    """Questions about values, or their published growth, that were on a screen of a current edition."""
    if context.snapshot.editions.empty or differences.empty:
        return []
    other = ~equal(differences["value"], differences["old"])
    other |= ~equal(differences["growth"], differences["old_growth"])
    wanted = (differences["change"] == CHANGED) & other
    if context.answers.clear_blanks:
        wanted |= differences["change"] == WOULD_CLEAR
    rows = differences[wanted]
    rows = rows.assign(when=[str(Period.from_key(str(period))) for period in rows["period"]])
    return _ask(rows, "observations", sheet, context, _shows_month)


def check_presented_plans(differences: pd.DataFrame, sheet: str, context: Context) -> list[Issue]:
    """Questions about targets of a year that an edition looked at."""
    if context.snapshot.editions.empty or differences.empty:
        return []
    rows = differences[differences["change"] == CHANGED]
    when = [Period.from_key(row["phase"]) if row["phase"] else f"{row['year']}年" for row in records(rows)]
    rows = rows.assign(period=rows["phase"], when=[f"{one}目标" for one in when])
    return _ask(
        rows, "plans", sheet, context, lambda edition, row: edition["through"][:4] == str(row["year"])
    )


def _shows_month(edition: _Row, row: _Row) -> bool:
    """Whether its charts hold the row's month: the year up to the month looked at, and the year before."""
    through = edition["through"]
    return bool(f"{int(through[:4]) - 1}-01" <= row["period"] <= through)


def _ask(
    rows: pd.DataFrame, table: str, sheet: str, context: Context, shows: Callable[[_Row, _Row], bool]
) -> list[Issue]:
    first = _first_reported(rows, table, context)
    editions = records(context.snapshot.editions)
    meetings = []
    for row in records(rows):
        since = first.get(tuple(str(row[name]) for name in KEYS[table]))
        held = [edition for edition in editions if since is not None and since < edition["reported_at"]]
        meetings.append([edition for edition in held if shows(edition, row)])
    rows = rows.assign(meetings=pd.Series(meetings, index=rows.index, dtype=object))
    return issues_for_rows(rows[rows["meetings"].map(len) > 0], sheet, "shown_at_meeting", _places)


def _first_reported(rows: pd.DataFrame, table: str, context: Context) -> dict[tuple[str, ...], pd.Timestamp]:
    """When a real value first stood for each key: what was reported after a meeting was not shown there."""
    log = context.snapshot.log[table]
    log = log[(log["origin"] != DEMO) & log["value" if table == "observations" else "target"].notna()]
    log = log[log["indicator"].isin(set(rows["indicator"].astype(str)))]
    first = log["reported_at"].groupby([log[name].astype(str) for name in KEYS[table]]).min()
    return dict(zip(first.index, first, strict=True))


def _places(row: _Row) -> dict[str, str]:
    newest, *older = row["meetings"]
    more = f"等{len(older) + 1}次会议" if older else ""
    frozen = newest["reported_at"].astimezone(LOCAL_ZONE)
    return {"meeting": f"“{newest['name']}”（{frozen:%Y-%m-%d}定版）{more}", "change": _change(row)}


def _change(row: _Row) -> str:
    old, new = (row["old"], row["value"])
    if is_missing(new):
        return f"现有{old:,.10g}{row['unit']}将被清除"
    if old == new and "wording" in row:
        return f"将由“{row['old_wording']}”改为“{row['wording']}”"
    if old == new:
        return "将更改公布的同比"
    return f"将由{old:,.10g}{row['unit']}改为{new:,.10g}{row['unit']}"
