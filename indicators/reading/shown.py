"""What a meeting was shown and a file would make another: asked about, naming the meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import pandas as pd

from indicators.meeting.editions import editions
from indicators.period import Period
from indicators.reading.context import among, found_in
from indicators.reading.differences import CHANGED, WOULD_CLEAR, equal
from indicators.tables import DEMO, KEYS
from indicators.tabular import records
from indicators.words import is_missing

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.meeting.editions import Edition
    from indicators.reading.context import Context
    from indicators.reading.findings import Finding

_HERE: Final = ZoneInfo("Asia/Shanghai")


def values_shown(differences: pd.DataFrame, sheet: str, context: Context) -> list[Finding]:
    """Questions about values, or their published growth, that were on a screen of an edition that stands."""
    meetings = editions(context.snapshot)
    if not meetings or differences.empty:
        return []
    other = ~equal(differences["value"], differences["old"])
    other |= ~equal(differences["growth"], differences["old_growth"])
    wanted = (differences["change"] == CHANGED) & other
    if context.answers.clear_blanks:
        wanted |= differences["change"] == WOULD_CLEAR
    periods = [p for p in differences["period"].cat.categories if any(m.shows(str(p)) for m in meetings)]
    rows = differences[wanted & among(differences["period"], periods)]
    rows = rows.assign(when=[str(Period.from_key(str(period))) for period in rows["period"]])
    return _ask(rows, "observations", sheet, context, lambda meeting, row: meeting.shows(str(row["period"])))


def plans_shown(differences: pd.DataFrame, sheet: str, context: Context) -> list[Finding]:
    """Questions about targets of a year that an edition looked at."""
    if not editions(context.snapshot) or differences.empty:
        return []
    rows = differences[differences["change"] == CHANGED]
    when = [Period.from_key(row["phase"]) if row["phase"] else f"{row['year']}年" for row in records(rows)]
    rows = rows.assign(period=rows["phase"], when=[f"{one}目标" for one in when])
    return _ask(rows, "plans", sheet, context, lambda meeting, row: meeting.through.year == row["year"])


def _ask(
    rows: pd.DataFrame,
    table: str,
    sheet: str,
    context: Context,
    shows: Callable[[Edition, dict[str, Any]], bool],
) -> list[Finding]:
    if rows.empty:
        return []
    first = _first_reported(rows, table, context)
    key = KEYS[table]
    meetings = [
        [
            meeting
            for meeting in editions(context.snapshot)
            if shows(meeting, row)
            and first.get(tuple(str(row[name]) for name in key), meeting.at) < meeting.at
        ]
        for row in records(rows)
    ]
    rows = rows.assign(meetings=pd.Series(meetings, index=rows.index, dtype=object))
    return found_in(rows[rows["meetings"].map(bool)], sheet, "question", "shown_at_meeting", _say)


def _first_reported(rows: pd.DataFrame, table: str, context: Context) -> dict[tuple[str, ...], Any]:
    """When a real value first stood for each key: what was reported after a meeting was not shown there."""
    log = context.snapshot.log[table]
    log = log[(log["origin"] != DEMO) & log["value" if table == "observations" else "target"].notna()]
    log = log[log["indicator"].isin(set(rows["indicator"].astype(str)))]
    first = log["reported_at"].groupby([log[name].astype(str) for name in KEYS[table]]).min()
    return dict(zip(first.index, first, strict=True))


def _say(row: dict[str, Any]) -> tuple[str, str]:
    meetings: list[Edition] = row["meetings"]
    newest = meetings[0]
    more = f"等{len(meetings)}次会议" if len(meetings) > 1 else ""
    told = f"“{newest.name}”（{newest.at.astimezone(_HERE):%Y-%m-%d}定版）{more}"
    return f"“{row['name']}”{row['when']}已在{told}展示，{_change(row)}", "确认更正无误；会议版本保持原样"


def _change(row: dict[str, Any]) -> str:
    old, new = (row["old"], row["value"])
    if is_missing(new):
        return f"现有{old:,.10g}{row['unit']}将被清除"
    if old == new and "wording" in row:
        return f"将由“{row['old_wording']}”改为“{row['wording']}”"
    if old == new:
        return "将更改公布的同比"
    return f"将由{old:,.10g}{row['unit']}改为{new:,.10g}{row['unit']}"
