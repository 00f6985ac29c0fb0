"""The uploads that there were, and what each of them changed: its rows beside the values that stood before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from indicators.frames import records
from indicators.labels import is_missing
from indicators.store import (
    ACTION,
    APPEND,
    BY,
    DEMO,
    FILE,
    KEYS,
    RESTORE,
    SHA256,
    UPLOAD,
    WITHDRAW,
    Snapshot,
    StoreError,
)
from indicators.validation import equal

if TYPE_CHECKING:
    from indicators.store import Store
    from indicators.uploads.preview import Preview

_SAID: Final = {
    "observations": ["value"],
    "plans": ["target"],
    "tasks": ["state", "done_on"],
    "catalogue": ["name", "unit", "kind", "direction", "frequency", "responsible_unit", "definition"],
}


def committed_before(store: Store, preview: Preview) -> str | None:
    """The upload of the very same file that stands and says the same; None where there is none.

    A workbook's other sheets are other uploads, and so is a file that is read as another month's or another measure's.
    """
    assert preview.table is not None  # noqa: S101 - callers have checked
    if not (store.history()[SHA256] == preview.sha256).any():
        return None
    uploads = list_uploads(store)
    same = uploads[(uploads["sha256"] == preview.sha256) & uploads["stands"]]
    for row in records(same[same["table"] == preview.table.subject]):
        rows = store.snapshot().log[row["table"]]
        rows = rows[rows["upload"] == row["upload"]]
        of_sheet = rows["source"].str.endswith(sheet_suffix(preview.table.sheet)).any()
        if of_sheet and _says(preview.checked.differences, rows, row["table"]):
            return str(row["upload"])
    return None


def _says(differences: pd.DataFrame, rows: pd.DataFrame, table: str) -> bool:
    """Whether all these rows of a table are among the differences, with the same numbers where there are numbers."""
    if differences.empty:
        return False
    key, number = list(KEYS[table]), {"observations": "value", "plans": "target"}.get(table)
    said = differences.rename(columns={"value": "target", "phase": "period"} if table == "plans" else {})
    if table == "plans":
        said = said.loc[:, ~said.columns.duplicated(keep="last")]
    index, wanted = (
        pd.MultiIndex.from_frame(frame[key].astype(object).fillna("").astype(str)) for frame in (said, rows)
    )
    at = index.get_indexer(wanted) if index.is_unique else np.full(len(wanted), -1)
    if (at < 0).any() or number is None:
        return bool((at >= 0).all())
    return bool(
        equal(said[number].iloc[at].reset_index(drop=True), rows[number].reset_index(drop=True)).all()
    )


def list_uploads(store: Store) -> pd.DataFrame:
    """Every upload of a file, newest first.

    Returns:
        Columns ``upload, table, at, by, file, sha256, rows, new, changed, note, stands`` and, of the last withdrawal
        or return, ``last_action``, ``last_by``, ``last_at``.
    """
    history = store.history()
    history = history[history[ACTION].isin([APPEND, WITHDRAW, RESTORE]) & (history["table"] != "names")]
    # An upload lies in one table. Its versions tell the order; the clocks of two machines may differ.
    by_version = history.sort_values("version", kind="stable")
    last = by_version.drop_duplicates("upload", keep="last").set_index("upload")[[ACTION, BY, "at"]]
    first = history[(history[ACTION] == APPEND) & (history[FILE] != "")]
    uploads = first.drop_duplicates("upload").join(last.add_prefix("last_"), on="upload")
    return uploads.assign(stands=uploads["last_action"] != WITHDRAW).reset_index(drop=True)


def sheet_suffix(sheet: str) -> str:
    """What the source of a row adds to the file's name: ``［9月］``; nothing for a text file."""
    return f"［{sheet}］" if sheet else ""


def differences_of_upload(store: Store, upload: str, *, first: int) -> pd.DataFrame:
    """The rows of an upload as they were committed.

    Args:
        store: of the tables.
        upload: its id.
        first: so many of its rows, from the first.

    Returns:
        Columns ``name``, ``period``, ``old``, ``new``, ``unit``, ``row``; ``old`` is None where nothing stood. Values
        and targets are numbers, what tasks and definitions say is text.

    Raises:
        StoreError: there is no such upload.
    """
    history = store.history()
    commits = history[
        (history[UPLOAD] == upload) & (history[ACTION] == APPEND) & (history["table"] != "names")
    ]
    if commits.empty:
        msg = f"没有编号为“{upload}”的上报。"
        raise StoreError(msg)
    table, version = str(commits["table"].iloc[0]), int(commits["version"].iloc[0])
    log = store.log_at(table, version)
    own = log["upload"] == upload
    # Appended and nothing else: the version before is the same without the rows of this upload.
    before: pd.DataFrame = getattr(Snapshot({table: version - 1}, {table: log[~own]}), table)
    key, rows = list(KEYS[table]), log[own].head(first)
    alike = before[before[key[0]].isin(rows[key[0]]) & (before["origin"] != DEMO)]
    stood = {_key(row, key): row for row in records(alike)}
    catalogue = store.snapshot().catalogue.set_index("indicator")
    listed_rows = []
    for row in records(rows):
        old = stood.get(_key(row, key))
        defined = catalogue.loc[row["indicator"]] if row.get("indicator") in catalogue.index else row
        listed_rows.append(
            {
                "name": row.get("title") or row.get("name") or defined.get("name") or row["indicator"],
                "period": row.get("period") or row.get("year") or "",
                "old": None if old is None else _told(table, old),
                "new": _told(table, row),
                "unit": defined.get("unit", "") if table in {"observations", "plans"} else "",
                "row": row["row"],
            }
        )
    return pd.DataFrame(listed_rows, columns=["name", "period", "old", "new", "unit", "row"])


def _told(table: str, row: dict[str, Any]) -> Any:  # noqa: ANN401 - a number or text
    said = _SAID[table]
    if len(said) == 1:
        return row[said[0]]
    return "，".join(str(row[column]) for column in said if not is_missing(row[column]) and row[column] != "")


def _key(row: dict[str, Any], key: list[str]) -> tuple[str, ...]:
    return tuple(str(row[column] or "") for column in key)
