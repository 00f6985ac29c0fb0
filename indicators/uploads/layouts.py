"""Forms that departments confirmed: kept under their fingerprint with the upload, read again next month, forgotten.

The newest row of a department and a form counts: 确认 and 沿用 are read by without a question, 撤回 and 已忘 are not.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from indicators.access import NotAllowedError, Reporter
from indicators.frames import records
from indicators.labels import COLUMN_ROLES, SUBJECTS, join_clauses, join_names, join_statements
from indicators.reading import RememberedLayout, plain_name, remember
from indicators.store import Change, StoreError, Upload

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from indicators.reading import Layout, TableLayout
    from indicators.store import Snapshot, Store

# What happened to a form.
CONFIRMED: Final = "确认"
USED_AGAIN: Final = "沿用"
WITHDRAWN: Final = "撤回"
FORGOTTEN: Final = "已忘"
_STANDING: Final = (CONFIRMED, USED_AGAIN)
# Places of facts that the file itself does not say.
_ANSWERED: Final = ("asked", "catalogue")
_COLUMNS: Final = ["department", "title", "fingerprint", "state", "by", "at", "used_at", "files", "meaning"]
_log = logging.getLogger("sixlifts")


def remembered_layouts(snapshot: Snapshot, department: str) -> dict[str, RememberedLayout]:
    """What a department confirmed of its forms, by fingerprint."""
    forms = snapshot.layouts
    forms = forms[(forms["department"] == department) & forms["state"].isin(_STANDING)]
    return {
        form["fingerprint"]: RememberedLayout.from_json(form["fingerprint"], form["layout"])
        for form in records(forms)
    }


def remember_layouts(store: Store, upload: Upload, layout: Layout, unused_names: Collection[str]) -> None:
    """Keep what was confirmed with an upload for the next file of its form; the values count even without it.

    Args:
        store: where to.
        upload: of the file; who reports it is whose form it is.
        layout: by which the file was read.
        unused_names: as written, of rows that nobody wants.
    """
    unused = frozenset(plain_name(name)[0] for name in unused_names)
    # Of several tables of one form the last one that is read counts.
    tables = sorted(layout.tables, key=lambda table: table.used)
    forms = {table.fingerprint: table for table in tables}

    def rows(now: Snapshot) -> list[dict[str, Any]]:
        known = remembered_layouts(now, upload.by)
        found = []
        for fingerprint, table in forms.items():
            form, state = remember(table, unused), CONFIRMED
            if fingerprint in known and _is_same(form, known[fingerprint]):
                form, state = known[fingerprint], USED_AGAIN
            if state == USED_AGAIN or form.unused_names or not _is_stated(table):
                found.append({
                    "department": upload.by, "fingerprint": fingerprint, "title": table.title,
                    "layout": form.to_json(), "state": state,
                })  # fmt: skip
        return found

    _append_or_log(store, upload, rows)


def mark_withdrawn(store: Store, upload: Upload) -> None:
    """Ask again about the forms by which an upload was read that is withdrawn."""

    def rows(now: Snapshot) -> list[dict[str, Any]]:
        log = now.log["layouts"]
        used = log[log["upload"] == upload.id][["department", "fingerprint", "layout"]].drop_duplicates()
        # A form that was corrected since has not led to what is withdrawn.
        forms = now.layouts.merge(used, on=["department", "fingerprint", "layout"])
        return records(forms[forms["state"].isin(_STANDING)].assign(state=WITHDRAWN))

    _append_or_log(store, upload, rows)


def mark_restored(store: Store, upload: Upload) -> None:
    """Undo ``mark_withdrawn``, unless something else has happened to the form since."""

    def rows(now: Snapshot) -> list[dict[str, Any]]:
        forms = now.layouts
        forms = forms[(forms["upload"] == upload.id) & (forms["state"] == WITHDRAWN)]
        return records(forms.assign(state=USED_AGAIN))

    _append_or_log(store, upload, rows)


def list_layouts(snapshot: Snapshot) -> pd.DataFrame:
    """The forms that are not forgotten, the one used last first.

    Returns:
        Columns ``department``, ``title``, ``fingerprint``, ``state`` (确认, 沿用; 撤回: it is asked about again),
        ``by`` and ``at`` of the newest confirmation, ``used_at``, ``files`` (how many were read by it), ``meaning`` (what is remembered, in words).
    """
    log, listed = snapshot.log["layouts"], []
    for form in records(snapshot.layouts[snapshot.layouts["state"] != FORGOTTEN]):
        own = log[(log["department"] == form["department"]) & (log["fingerprint"] == form["fingerprint"])]
        confirmed = own[own["state"] == CONFIRMED].iloc[-1]
        used = own[own["state"].isin(_STANDING)]
        layout = RememberedLayout.from_json(form["fingerprint"], form["layout"])
        listed.append(form | {
            "by": confirmed["reported_by"], "at": confirmed["reported_at"], "used_at": used["reported_at"].iloc[-1],
            "files": used["upload"].nunique(), "meaning": _meaning(layout),
        })  # fmt: skip
    forms = pd.DataFrame(listed, columns=_COLUMNS)
    return forms.sort_values("used_at", ascending=False, kind="stable", ignore_index=True)


def forget_layout(store: Store, department: str, fingerprint: str, reporter: Reporter) -> None:
    """Ask again about the next file of a form.

    Raises:
        NotAllowedError: the form is another department's and the reporter no administrator.
        StoreError: the department has no such form.
        StoreWriteError: nothing was written.
    """
    if not reporter.is_administrator and department != reporter.name:
        msg = f"这是{department}的版式，只有其本单位或管理员可以删除。"
        raise NotAllowedError(msg)

    def decide(now: Snapshot) -> Change:
        forms = now.layouts
        form = forms[(forms["department"] == department) & (forms["fingerprint"] == fingerprint)]
        if form.empty or form["state"].iloc[0] == FORGOTTEN:
            msg = f"{department}没有编号为“{fingerprint}”的版式。"
            raise StoreError(msg)
        return Change(form.assign(state=FORGOTTEN), Upload.new(reporter.name))

    store.update("layouts", decide)


def _append_or_log(store: Store, upload: Upload, rows: Callable[[Snapshot], list[dict[str, Any]]]) -> None:
    def decide(now: Snapshot) -> Change | None:
        found = rows(now)
        return Change(pd.DataFrame(found), upload) if found else None

    try:
        store.update("layouts", decide)
    except StoreError:
        _log.exception("layouts of upload %s", upload.id)


def _is_same(form: RememberedLayout, known: RememberedLayout) -> bool:
    """Whether nothing new was confirmed; what was answered once is remembered from then on."""

    def facts(of: RememberedLayout) -> dict[str, tuple[str, str]]:
        return {
            name: ("remembered" if place in _ANSWERED else place, value)
            for name, (place, value) in of.facts.items()
        }

    return replace(form, facts=facts(form)) == replace(known, facts=facts(known))


def _is_stated(table: TableLayout) -> bool:
    """Whether the next file of this form says all by itself."""
    columns = {column.certainty for column in table.columns}
    facts = {fact.certainty for fact in table.facts.values()}
    return columns | facts | {table.used_certainty} <= {"stated"}


def _meaning(layout: RememberedLayout) -> str:
    """What is kept, in words: 实际数；单位亿元；完成情况=累计，全市=不用；不报全社会用电量."""
    if not layout.used:
        return "不读这张表"
    said = {name: value for name, (_, value) in layout.facts.items()}
    unit = {"catalogue": "按目录"}.get(said.get("unit", ""), said.get("unit", ""))
    return join_statements(
        [
            SUBJECTS.get(said.get("subject", ""), ""),
            f"单位{unit}" if unit else "",
            said.get("state", ""),
            # 责任单位 is called by its heading.
            join_clauses(
                f"{key}={COLUMN_ROLES[role]}" if role in COLUMN_ROLES else key
                for key, role in layout.columns
                if key
            ),
            f"不报{join_names(sorted(layout.unused_names))}" if layout.unused_names else "",
        ]
    )
