"""All uploads, and what each of them changed: its rows next to the values before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from indicators.catalogue import lifts
from indicators.frames import records
from indicators.labels import COMPARATORS, TASK_FIELDS, is_missing, join_clauses, join_statements
from indicators.settings import settings
from indicators.store import (
    ACTION,
    APPEND,
    BY,
    DEMO,
    FILE,
    JOINT,
    JOINT_UPLOADS,
    KEYS,
    RESTORE,
    SHOWN,
    UPLOAD,
    WITHDRAW,
    Snapshot,
    StoreError,
)
from indicators.thresholds import Threshold, known_thresholds, threshold_text, value_of
from indicators.validation import definition_changes, definition_text, equal
from indicators.wording import closed_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from indicators.store import Store
    from indicators.uploads.preview import Preview

# Columns of a table that hold what is reported; of definitions it is every field.
VALUES: Final = {
    "observations": ["value"], "plans": ["target"], "tasks": ["state", "done_on"],
    "follow_ups": ["reason", "measure", "deadline", "person"], "announcements": ["title", "document", "announced"],
    "closings": ["status"], "thresholds": ["value"],
}  # fmt: skip
# What else may change of a row that was there before, each in a line of its own.
_MORE: Final[Mapping[str, Mapping[str, str]]] = {
    "tasks": {field: label for field, label in TASK_FIELDS.items() if field not in VALUES["tasks"]},
    "plans": {"wording": "原文", "comparator": "比较", "quote": "依据", "announced": "下达日期"},
}
# An upload to several tables is listed as one to the first of these.
_MAIN_FIRST: Final = (
    "announcements", "closings", "catalogue", "plans", "tasks", "observations", "follow_ups", "thresholds",
)  # fmt: skip
_DIFFERENCES: Final = ["name", "period", "old", "old_unit", "new", "unit", "row"]


def find_duplicate(store: Store, preview: Preview) -> str | None:
    """The upload of the very same file whose values all still count, if the reporter may report it.

    Where one was changed since, the file sent again is a correction. A workbook's other sheets are other uploads, and so
    is a file that is read as another month's or another measure's.
    """
    if preview.table is None or any(problem.code == "not_yours" for problem in preview.problems):
        return None
    table = preview.subject
    uploads = list_uploads(store)
    same = uploads[(uploads["sha256"] == preview.sha256) & uploads["stands"] & (uploads["table"] == table)]
    now = store.snapshot()
    for upload in same["upload"]:
        counting: pd.DataFrame = getattr(now, table)
        rows = now.log[table]
        rows = rows[rows["upload"] == upload]
        if (counting["upload"] == upload).sum() < len(rows):
            continue
        of_sheet = rows["source"].str.endswith(sheet_suffix(preview.sheet)).any()
        if of_sheet and _contains(preview.checked.differences, rows, table):
            return str(upload)
    return None


def _contains(differences: pd.DataFrame, rows: pd.DataFrame, table: str) -> bool:
    """Whether all these rows of a table are among the differences, with the same numbers where there are numbers."""
    if differences.empty:
        return False
    keys, wanted = key_texts(differences, table), key_texts(rows, table)
    if table in {"observations", "plans"}:
        keys["number"], wanted["number_stored"] = differences["value"], rows[VALUES[table][0]]
    both = wanted.merge(keys, "left", indicator=True)
    same = both["_merge"] == "both"
    if "number" in both:
        same &= equal(both["number"], both["number_stored"])
    return bool(same.all())


def key_texts(rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """The key columns as text, alike for rows of a file and of a table."""
    if "phase" in rows:  # differences of a plan, where the period is for the eye
        rows = rows.assign(period=rows["phase"])
    return pd.DataFrame({name: rows[name].astype(object).map(_key_text) for name in KEYS[table]}, rows.index)


def _key_text(cell: object) -> str:
    if is_missing(cell):
        return ""
    return f"{cell:.0f}" if isinstance(cell, float) else str(cell)


def list_uploads(store: Store) -> pd.DataFrame:
    """Every upload of a file, newest first.

    Returns:
        Columns ``upload, table, at, by, file, sha256, rows, new, changed, note, stands`` (not withdrawn) and, of its
        newest commit, ``last_action``, ``last_by``, ``last_at``.
    """
    history = store.history()
    history = history[history[ACTION].isin([APPEND, WITHDRAW, RESTORE]) & history["table"].isin(SHOWN)]
    # Of an upload to several tables the row that makes them count decides.
    joint = history[UPLOAD].str.endswith(JOINT)
    deciding = history[~joint | (history["table"] == JOINT_UPLOADS)]
    # By version, because the clocks of two machines may differ.
    by_version = deciding.sort_values("version", kind="stable")
    last = by_version.drop_duplicates("upload", keep="last").set_index("upload")[[ACTION, BY, "at"]]
    first = history[(history[ACTION] == APPEND) & (history[FILE] != "") & (history["table"] != JOINT_UPLOADS)]
    first = first[first["upload"].isin(last.index)].sort_values(
        "table", key=lambda table: table.map(_MAIN_FIRST.index), kind="stable"
    )
    rows = first.groupby("upload")["rows"].sum()
    uploads = first.drop_duplicates("upload").sort_index()  # newest first, as the history is
    uploads = uploads.assign(rows=uploads["upload"].map(rows)).join(last.add_prefix("last_"), on="upload")
    return uploads.assign(stands=uploads["last_action"] != WITHDRAW).reset_index(drop=True)


def sheet_suffix(sheet: str) -> str:
    """What a row's source has after the file's name: ``［9月］``; nothing for a text file."""
    return f"［{sheet}］" if sheet else ""


def differences_of_upload(store: Store, upload: str, *, first: int) -> pd.DataFrame:
    """What at most the ``first`` rows of an upload changed in each table, as they were committed, next to what was before.

    Returns:
        Columns ``name``, ``period``, ``old``, ``old_unit``, ``new``, ``unit``, ``row``; ``old`` is None where there was no
        value. Values and targets are numbers, each in the unit of its time, all else is text. A definition has a row for
        each field that it changed, with the field in place of the period.

    Raises:
        StoreError: there is no such upload.
    """
    history = store.history()
    is_shown = history["table"].isin(SHOWN) & (history["table"] != JOINT_UPLOADS)
    commits = history[(history[UPLOAD] == upload) & (history[ACTION] == APPEND) & is_shown]
    if commits.empty:
        msg = f"没有编号为“{upload}”的上报。"
        raise StoreError(msg)
    commits = commits.sort_values("version").drop_duplicates("table", keep="last")
    tables = sorted(
        zip(commits["table"], commits["version"], strict=True),
        key=lambda commit: _MAIN_FIRST.index(commit[0]),
    )
    versions = {str(table): int(version) for table, version in tables}
    logs = {table: store.log_at(table, version) for table, version in versions.items()}
    # What the upload itself defined counts for its other rows, even when it was withdrawn.
    defining = Snapshot(versions, {**store.snapshot().log, **logs})
    found = [_differences_in_table(defining, upload, table, first) for table in versions]
    return pd.concat(found, ignore_index=True)


def _differences_in_table(defining: Snapshot, upload: str, table: str, first: int) -> pd.DataFrame:
    log, first_key = defining.log[table], KEYS[table][0]
    own = log["upload"] == upload
    rows = log[own].head(first)
    # A simulated row is nothing to compare with, but for what it was itself converted to.
    converted = log[first_key].isin(rows.loc[rows["origin"] == DEMO, first_key])
    # Appended and nothing else: the version before is the same without the rows of this upload.
    earlier = log[~own & ((log["origin"] != DEMO) | converted)]
    before: pd.DataFrame = getattr(Snapshot({}, {table: earlier}), table)
    before = _with_units(defining, before[before[first_key].isin(rows[first_key])], table)
    old_rows = dict(_by_key(before, table))
    if table == "thresholds":
        return _threshold_differences(defining, rows, old_rows)
    names, titles = (
        defining.catalogue.set_index("indicator")["name"],
        defining.tasks.set_index("task")["title"],
    )
    differences: list[dict[str, Any]] = []
    for key, row in _by_key(_with_units(defining, rows, table), table):
        old, subject = old_rows.get(key), str(row.get("indicator") or row.get("subject") or "")
        name = row.get("title") or row.get("name") or names.get(subject) or titles.get(subject) or subject
        cells = {
            "name": name, "period": row.get("period") or row.get("year") or "", "row": row["row"],
            "old_unit": old["unit_then"] if old else "", "unit": row["unit_then"],
        }  # fmt: skip
        if table == "catalogue" and old is not None:
            differences += [
                cells | {"period": change.label, "old": change.old, "new": change.new}
                for change in definition_changes(old, row)
            ]
        else:
            differences += _changed_lines(table, cells, old, row)
    return pd.DataFrame(differences, columns=_DIFFERENCES)


def _with_units(defining: Snapshot, rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """Rows with the unit that their numbers were reported in; empty where they hold none."""
    has_numbers = table in {"observations", "plans"}
    return rows.assign(unit_then=defining.units_when_reported(rows) if has_numbers else "")


def _threshold_differences(
    now: Snapshot, rows: pd.DataFrame, old_rows: dict[tuple[str, ...], dict[str, Any]]
) -> pd.DataFrame:
    """Thresholds by their names; where nothing was or is stored, the file's value counts."""
    known = known_thresholds(now)
    differences = []
    for key, row in _by_key(rows, "thresholds"):
        (setting,) = key
        # The indicator that a tolerance is of may have been taken back.
        threshold = known.get(setting, Threshold(setting, ""))
        in_file = f"{threshold_text(threshold, value_of(settings(), setting))}（设置文件）"
        old, new = (
            in_file if side is None or is_missing(side["value"]) else threshold_text(threshold, side["value"])
            for side in (old_rows.get(key), row)
        )
        differences.append({
            "name": threshold.name, "period": "", "old": old, "old_unit": "", "new": new, "unit": "", "row": row["row"],
        })  # fmt: skip
    return pd.DataFrame(differences, columns=_DIFFERENCES)


def _by_key(rows: pd.DataFrame, table: str) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    return zip(key_texts(rows, table).itertuples(index=False, name=None), records(rows), strict=True)


def _changed_lines(
    table: str, cells: dict[str, Any], old: dict[str, Any] | None, row: dict[str, Any]
) -> list[dict[str, Any]]:
    """The value of a row next to the one before, and in lines of their own its other fields that change."""
    new, more = _value(table, row), list(_more_changes(table, old or {}, row))
    if old is None:
        # All that a new task is stands in one line.
        said = [f"{change['period']}为{change['new']}" for change in more] if table == "tasks" else []
        return [cells | {"old": None, "new": join_statements([new, *said]) if said else new}]
    value = {"old": _value(table, old), "new": new}
    # Where nothing but other fields changes, they alone are listed.
    lines = [] if more and value["old"] == new else [cells | value]
    return [*lines, *(cells | change for change in more)]


def _more_changes(table: str, old: dict[str, Any], row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The other fields of a task or target that change: ``period`` names the field, of a target after its year."""
    when = (row["period"] or f"{row['year']}年") if table == "plans" else ""
    for field, label in _MORE.get(table, {}).items():
        before, after = (_field_text(field, cells.get(field)) for cells in (old, row))
        if before != after:
            yield {"period": f"{when}{label}", "old": before or None, "new": after or "空"}


def _field_text(field: str, cell: object) -> str:
    if is_missing(cell) or cell == "":
        return ""
    if field == "lift":
        return lifts()[str(cell)].short
    return COMPARATORS.get(str(cell), "") if field == "comparator" else str(cell).removesuffix(".0")


def _value(table: str, row: dict[str, Any]) -> Any:  # noqa: ANN401 - a number or text
    if table == "closings":
        return closed_word(row["status"])
    if table == "catalogue":
        return definition_text(row)
    cells = [row[column] for column in VALUES[table]]
    return cells[0] if len(cells) == 1 else join_clauses("" if is_missing(cell) else cell for cell in cells)
