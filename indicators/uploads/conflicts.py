"""What others changed between a preview and its commit: only values that the file holds too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from indicators.frames import records
from indicators.labels import DEFINITION_FIELDS, is_missing, join_clauses
from indicators.store import COMMIT, DEMO, KEYS, REPORTED, Snapshot, turn_of
from indicators.uploads.history import VALUES, key_texts
from indicators.validation import UNCHANGED, definition_changes, definition_text

if TYPE_CHECKING:
    from indicators.store import Store
    from indicators.uploads.preview import Preview

_COLUMNS: Final = ["name", "period", "before", "now", "by", "at"]
_VALUES: Final = VALUES | {
    "catalogue": ["name", *(f for f in DEFINITION_FIELDS if f not in {"name", "indicator"})]
}
# Parts of a definition that change what a number means.
_MEANING: Final = ["unit", "kind", "lift"]
_TRAIL: Final = ["upload", "reported_at", "reported_by", COMMIT]


def find_conflicts(store: Store, preview: Preview, now: Snapshot) -> pd.DataFrame:
    """Values of the file, and definitions of its indicators, that somebody has changed or withdrawn since the preview.

    Returns:
        Columns ``name``, ``period``, ``before``, ``now`` as text, ``by`` and ``at`` of the newest commit.
    """
    table = preview.subject
    changes = [_changes(store, preview, now, table, _VALUES[table])]
    if table in {"observations", "plans"}:
        # First, for a new unit explains the changes of all numbers.
        changes.insert(0, _changes(store, preview, now, "catalogue", _MEANING))
    return pd.concat(changes, ignore_index=True)


def _changes(store: Store, preview: Preview, now: Snapshot, table: str, columns: list[str]) -> pd.DataFrame:
    version = preview.versions[table]
    if now.versions[table] == version:
        return pd.DataFrame(columns=_COLUMNS)
    key = list(KEYS[table])
    then = Snapshot({table: version}, {table: store.log_at(table, version)})
    both = _keys_of_file(preview, table)
    for snapshot, suffix in ((then, "_before"), (now, "_now")):
        rows = _current(snapshot, table, columns).add_suffix(suffix)
        both = both.merge(rows, "left", left_on=key, right_index=True)
    both = both[both["upload_before"].fillna("") != both["upload_now"].fillna("")]
    named = now.tasks.rename(columns={"title": "name"}) if table == "tasks" else now.catalogue
    names = named.set_index(key[0])["name"]
    history = store.history()
    history = history[history["table"] == table].sort_values("version").drop_duplicates("upload", keep="last")
    last_commits = history.set_index("upload")[["by", "at"]]
    changes = []
    for row in records(both):
        before, after = _texts(row, table, columns)
        if columns == _MEANING and before == after:
            continue
        # A withdrawn value gives way to an older one, or to none: then the withdrawal is what happened.
        is_new, is_gone = is_missing(row["upload_before"]), is_missing(row["upload_now"])
        newer = not is_gone and (is_new or turn_of(row, "_now") >= turn_of(row, "_before"))
        suffix = "_now" if newer else "_before"
        by, at = row[f"reported_by{suffix}"], row[f"reported_at{suffix}"]
        if row[f"upload{suffix}"] in last_commits.index:
            by, at = last_commits.loc[row[f"upload{suffix}"]]
        period = next((row[part] for part in reversed(key[1:]) if row[part]), "")
        changes.append([names.get(row[key[0]], row[key[0]]), period, before, after, by, at])
    return pd.DataFrame(changes, columns=_COLUMNS)


def _keys_of_file(preview: Preview, table: str) -> pd.DataFrame:
    """Keys of the rows to write and of those that the preview showed as unchanged."""
    differences = preview.checked.differences
    unchanged = differences[differences["change"].astype(str) == UNCHANGED]
    keys = [key_texts(rows, table) for rows in (preview.checked.rows, unchanged) if len(rows)]
    return pd.concat(keys, ignore_index=True).drop_duplicates()


def _current(snapshot: Snapshot, table: str, columns: list[str]) -> pd.DataFrame:
    """Current rows by their key as text; without simulated ones and, where they count for nothing, seeded tasks."""
    rows: pd.DataFrame = getattr(snapshot, table)
    if columns != _MEANING:
        # A seeded task is no report, as in ``Snapshot``; a seeded definition may stand behind a simulated one.
        log = snapshot.log[table]
        real = log[log["origin"] == REPORTED if table == "tasks" else log["origin"] != DEMO]
        rows = getattr(Snapshot({}, {table: real}), table)
    return rows[[*columns, *_TRAIL]].set_index([texts for _, texts in key_texts(rows, table).items()])


def _texts(row: dict[str, Any], table: str, columns: list[str]) -> tuple[str, str]:
    """What was and what is: of a definition that both sides have, the fields that changed."""
    then, since = (_side(row, columns, suffix) for suffix in ("_before", "_now"))
    if table == "catalogue" and then and since:
        changes = definition_changes(then, since)
        before, now = (
            join_clauses(f"{change.label}为{getattr(change, side)}" for change in changes)
            for side in ("old", "new")
        )
        return before, now
    before, now = (_text(table, side) for side in (then, since))
    return before, now


def _side(row: dict[str, Any], columns: list[str], suffix: str) -> dict[str, Any]:
    """The cells of one side; empty where it has no row."""
    if is_missing(row[f"upload{suffix}"]):
        return {}
    return {column: row[f"{column}{suffix}"] for column in columns}


def _text(table: str, cells: dict[str, Any]) -> str:
    if not cells:
        return "无"
    if table == "catalogue":
        return definition_text(cells)
    known = (cell for cell in cells.values() if not is_missing(cell))
    return join_clauses(f"{cell:,.10g}" if isinstance(cell, float) else cell for cell in known) or "空"
