"""What others changed between a preview and its commit: only values that the file holds too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from indicators.frames import records
from indicators.labels import is_missing
from indicators.store import DEMO, KEYS, REPORTED, Snapshot
from indicators.validation import UNCHANGED

if TYPE_CHECKING:
    from indicators.store import Store
    from indicators.uploads.preview import Preview

COLUMNS: Final = ["name", "period", "before", "now", "by", "at"]
_SAID: Final = {
    "observations": ["value"],
    "plans": ["target"],
    "tasks": ["state", "done_on"],
    "catalogue": ["unit", "kind", "lift", "definition"],
}
# A definition that changes what a number means.
_MEANING: Final = ["unit", "kind", "lift"]
_TRAIL: Final = ["upload", "reported_at", "reported_by"]


def find_conflicts(store: Store, preview: Preview, now: Snapshot) -> pd.DataFrame:
    """Values of the file that somebody has changed or withdrawn since it was compared, and what its names mean.

    Returns:
        Columns ``name``, ``period``, ``before``, ``now`` as text, ``by`` and ``at`` of the newest commit.
    """
    assert preview.table is not None  # noqa: S101 - a preview without a table is refused before
    table = preview.table.subject
    found = [_changed(store, preview, now, table, _SAID[table])]
    if table in {"observations", "plans"}:
        found.append(_changed(store, preview, now, "catalogue", _MEANING))
    return pd.concat(found, ignore_index=True)


def _changed(store: Store, preview: Preview, now: Snapshot, table: str, said: list[str]) -> pd.DataFrame:
    version = preview.versions[table]
    if now.versions[table] == version:
        return pd.DataFrame(columns=COLUMNS)
    then = Snapshot({table: version}, {table: store.log_at(table, version)})
    key = list(KEYS[table])
    wanted = _wanted(preview, key)
    before, after = (_standing(snapshot, table, said) for snapshot in (then, now))
    both = wanted.merge(before, "left", key).merge(after, "left", key, suffixes=("_before", "_now"))
    moved = _differ(both, said if said == _MEANING else ["upload", "reported_at"])
    both = both[moved].drop_duplicates(key)
    names = now.tasks.set_index("task")["title"] if table == "tasks" else None
    names = now.catalogue.set_index("indicator")["name"] if names is None else names
    history = store.history()
    history = history[history["table"] == table].sort_values("version").drop_duplicates("upload", keep="last")
    last = history.set_index("upload")[["by", "at"]]
    changes = []
    for row in records(both):
        # A value that was withdrawn gives way to an older one, or to none: then the news is the withdrawal.
        newer = not is_missing(row["upload_now"]) and not row["reported_at_now"] < row["reported_at_before"]
        which = "now" if newer else "before"
        upload = row[f"upload_{which}"]
        by, at = (
            last.loc[upload]
            if upload in last.index
            else (row[f"reported_by_{which}"], row[f"reported_at_{which}"])
        )
        period = next((row[part] for part in reversed(key[1:]) if row[part]), "")
        told = [_told(row, said, which) for which in ("before", "now")]
        changes.append([names.get(row[key[0]], row[key[0]]), period, *told, by, at])
    return pd.DataFrame(changes, columns=COLUMNS)


def _wanted(preview: Preview, key: list[str]) -> pd.DataFrame:
    """Keys of what would be written and of what the person saw standing unchanged."""
    seen = preview.checked.differences
    seen = seen[seen["change"].astype(str) == UNCHANGED]
    if "phase" in seen:  # of a plan; its period reads like the year where it is the year's target
        seen = seen.assign(period=seen["phase"])
    frames = [_keys(frame, key) for frame in (preview.checked.rows, seen) if len(frame)]
    return pd.concat(frames, ignore_index=True).drop_duplicates()


def _standing(snapshot: Snapshot, table: str, said: list[str]) -> pd.DataFrame:
    rows: pd.DataFrame = getattr(snapshot, table)
    if said != _MEANING:
        # A seeded task or definition says nothing of its own accord, as in ``Snapshot``.
        rows = rows[rows["origin"] == REPORTED if table in {"tasks", "catalogue"} else rows["origin"] != DEMO]
    return _keys(rows, list(KEYS[table])).join(rows[[*said, *_TRAIL]])


def _keys(rows: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Keys as text, whichever way a file or a table holds them."""
    return pd.DataFrame({name: rows[name].astype(object).map(_text) for name in key}, rows.index)


def _text(cell: object) -> str:
    if is_missing(cell):
        return ""
    return f"{cell:.0f}" if isinstance(cell, float) else str(cell)


def _differ(both: pd.DataFrame, columns: list[str]) -> pd.Series:
    differ = pd.Series(data=False, index=both.index)
    for column in columns:
        before, after = both[f"{column}_before"], both[f"{column}_now"]
        differ |= (before != after) & ~(before.isna() & after.isna())
    return differ


def _told(row: dict[str, object], said: list[str], which: str) -> str:
    if is_missing(row[f"upload_{which}"]):
        return "无"
    cells = [row[f"{column}_{which}"] for column in said]
    told = [f"{c:,.10g}" if isinstance(c, float) else str(c) for c in cells if not is_missing(c) and c != ""]
    return "，".join(told) or "空"
