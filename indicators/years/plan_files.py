"""A draft as the files that an office would upload: definitions, plan and tasks, with the headings of the templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from indicators.catalogue import lifts
from indicators.frames import records
from indicators.labels import DIRECTIONS, FREQUENCIES, KINDS
from indicators.reading import wording_of_target
from indicators.validation import indicator_names
from indicators.years.draft import ADDED, CARRIED, reported_units
from indicators.years.missing import is_day
from indicators.years.saved_drafts import names_in

if TYPE_CHECKING:
    from indicators.store import Snapshot
    from indicators.years.draft import Draft, DraftTarget


def definitions_file(snapshot: Snapshot, draft: Draft) -> pd.DataFrame:
    """New indicators, and new units in charge."""
    names, units, known = names_in(snapshot), reported_units(snapshot), indicator_names(snapshot)
    listed = [target for target in draft.targets if target.listed]
    rows = [_definition(target) for target in listed if not (target.indicator or known.find(target.name))]
    rows += [
        {"指标名称": names[target.indicator], "责任单位": target.responsible_unit, "编码": target.indicator}
        for target in listed
        if target.indicator and target.responsible_unit not in {"", units.get(target.indicator)}
    ]
    return pd.DataFrame(rows).fillna("")


def _definition(target: DraftTarget) -> dict[str, str]:
    return {
        "指标名称": target.name, "六提": _short(target.lift), "单位": target.unit,
        "类型": KINDS.get(target.kind, target.kind), "方向": DIRECTIONS.get(target.direction, target.direction),
        "频率": FREQUENCIES.get(target.frequency, target.frequency), "责任单位": target.responsible_unit,
        "口径": target.definition, "编码": "",
    }  # fmt: skip


def plans_file(snapshot: Snapshot, draft: Draft, table: pd.DataFrame) -> pd.DataFrame:
    """The targets of ``prospect`` with their words; only what is new or changes gets the announcement's day."""
    stored = snapshot.plans[snapshot.plans["year"] == draft.year].set_index("indicator")
    same = {
        name for name, row in zip(stored.index, records(stored), strict=True)
        if not row["period"] and {"target": row["target"], "wording": row["wording"]} in _said(table, str(name))
    }  # fmt: skip
    return pd.DataFrame({
        "指标": table["name"], "单位": table["unit"],
        f"{draft.year}年全年目标": [_cell(row) for row in records(table)],
        "原文": table["wording"], "依据": table["words"],
        "下达日期": ["" if key in same else draft.announced for key in table["key"]],
    })  # fmt: skip


def _said(table: pd.DataFrame, key: str) -> list[dict[str, Any]]:
    return records(table.loc[table["key"] == key, ["target", "wording"]])


def _cell(row: dict[str, Any]) -> str:
    """The number with its comparator in words: 2700亿元, 超2700亿元."""
    amount = f"{row['target']:.15g}{row['unit']}"
    return amount if row["comparator"] == "at_least" else wording_of_target(amount, row["comparator"])


def tasks_file(draft: Draft) -> pd.DataFrame:
    """Tasks carried over, by their ids, and new ones."""
    rows = [
        {
            "任务": task.title, "六提": _short(task.lift), "责任单位": task.responsible_unit, "时限": task.due,
            "时限依据": task.due_basis or f"{draft.year}年计划", "状态": "", "计划年度": str(draft.year), "编码": task.task,
        }
        for task in draft.tasks
        if task.what in {CARRIED, ADDED} and is_day(task.due) and task.lift in lifts()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _short(lift: str) -> str:
    known = lifts().get(lift)
    return known.short if known else lift
