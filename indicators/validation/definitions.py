"""New and changed indicators as rows of ``catalogue``: the customer's own, for any lift. Administrators only."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from pydantic import TypeAdapter, ValidationError

from indicators.catalogue import Indicator, lifts
from indicators.frames import to_plain
from indicators.labels import DEFINITION_CODES, DEFINITION_FIELDS, is_missing
from indicators.reading import is_scaled, issue, plain_name
from indicators.store import DEMO, REPORTED
from indicators.validation.context import CheckResult, issues_for_rows
from indicators.validation.diff import CHANGED, NEW, UNCHANGED
from indicators.validation.names import indicator_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

    from indicators.reading import Issue, Table
    from indicators.validation.context import Context

# What offices write for the codes of the catalogue.
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": {"累计": "flow", "累计量": "flow", "累计数": "flow", "流量": "flow",
             "个数": "count", "计数": "count", "数量": "count",
             "期末": "stock", "期末数": "stock", "时点": "stock", "时点数": "stock", "存量": "stock",
             "比率": "rate", "比例": "rate", "增速": "rate", "增长率": "rate", "率": "rate"},
    "direction": {"越高越好": "more", "越大越好": "more", "越多越好": "more", "正向": "more", "正": "more",
                  "越低越好": "less", "越小越好": "less", "越少越好": "less", "逆向": "less", "负向": "less",
                  "逆": "less"},
    "frequency": {"月": "month", "月度": "month", "每月": "month", "按月": "month", "月报": "month",
                  "季": "quarter", "季度": "quarter", "每季": "quarter", "按季": "quarter", "季报": "quarter",
                  "年": "year", "年度": "year", "每年": "year", "按年": "year", "年报": "year"},
}  # fmt: skip
_RIGHT = {
    "name": "指标名称，不能为空",
    "unit": "单位，如 亿元、个、%",
    "kind": "累计、个数、期末或比率",
    "direction": "越高越好或越低越好",
    "frequency": "月、季或年",
    "decimals": "0到6的整数",
    "lift": "六提之一，如 安全提升",
    "indicator": "小写字母开头，只含小写字母、数字和下划线",
}
_BETWEEN_ALIASES = re.compile("[|｜、,，;；\n]")
_FIELDS = tuple(Indicator.__dataclass_fields__)
_COMPARED = ["lift", "name", "unit", "kind", "direction", "decimals", "frequency", "responsible_unit",
             "lead_official", "definition", "aliases"]  # fmt: skip


def check_definitions(table: Table, context: Context) -> CheckResult:
    """Definitions that would be written, beside those that stand."""
    findings = []
    if not context.reporter.is_administrator:
        findings.append(issue("not_yours.definition", sheet=table.sheet))
    standing = _standing(context)
    rows, wrong = _validated(table, context, standing)
    twice = rows[rows.duplicated("indicator", keep="first")] if len(rows) else rows
    findings += [
        *wrong,
        *issues_for_rows(
            twice.assign(column=table.labels.get("name", ""), found=twice["name"]) if len(twice) else twice,
            table.sheet,
            "twice.definition",
        ),
        *_taken_names(rows, standing, table),
    ]
    rows = _beside_what_stands(rows, standing)
    findings += _ask_about_changes(rows, table.sheet)
    stored = rows[rows["change"].isin([NEW, CHANGED])] if len(rows) else rows
    columns = [c for c in (*_FIELDS, "row") if c in stored]
    return CheckResult(stored[columns].assign(origin=REPORTED), rows, findings)


def _standing(context: Context) -> pd.DataFrame:
    """The newest definitions by id; what is simulated (责任单位) never becomes part of a real one."""
    rows = context.snapshot.log["catalogue"]
    rows = rows[rows["origin"] != DEMO].sort_values("reported_at", kind="stable")
    return rows.drop_duplicates("indicator", keep="last").set_index("indicator", drop=False)


def _validated(table: Table, context: Context, standing: pd.DataFrame) -> tuple[pd.DataFrame, list[Issue]]:
    """Rows as the catalogue's own model takes them; every wrong field is told with its place."""
    adapter = TypeAdapter(Indicator)
    names = indicator_names(context.snapshot)
    last = int(context.snapshot.catalogue["position"].max() or 0)
    good: list[dict[str, Any]] = []
    findings: list[Issue] = []
    for number, cells in enumerate(table.entries.to_dict("records"), start=1):
        row = int(cells["row"])
        said = {f: str(cells[f]).strip() for f in _FIELDS if f in cells and not is_missing(cells[f])}
        said = {name: text for name, text in said.items() if text}
        known = said.get("indicator") or names.find(said.get("name", "")) or _made_up_id(said.get("name", ""))
        # What the file leaves out stays as it was; of a new indicator, as is usual.
        if known in standing.index:
            record = {name: to_plain(standing.loc[known, name]) for name in _FIELDS}
        else:
            record = _usual(said) | {"position": last + number}
        record |= {name: _coded(name, text) for name, text in said.items()} | {"indicator": known}
        try:
            taken = adapter.validate_python({k: "" if v is None else v for k, v in record.items()})
        except ValidationError as error:
            findings += [_wrong(detail, said, table, row) for detail in error.errors()]
        else:
            good.append(vars(taken) | {"row": row})
    return pd.DataFrame(good), findings


def _wrong(detail: ErrorDetails, said: Mapping[str, str], table: Table, row: int) -> Issue:
    field = str(detail["loc"][0]) if detail["loc"] else ""
    found = said.get(field, "")
    return issue(
        "wrong_definition" if found else "wrong_definition.blank",
        sheet=table.sheet, row=row, column=table.labels.get(field, ""), found=found,
        name=said.get("name", ""), heading=DEFINITION_FIELDS.get(field, field), right=_RIGHT.get(field, detail["msg"]),
    )  # fmt: skip


def _coded(field: str, text: str) -> str:
    """The catalogue's code for what an office writes; what nobody knows is left for validation to refuse."""
    if field == "lift":
        return next(
            (lift.lift for lift in lifts().values() if text in {lift.lift, lift.name, lift.short}), "?"
        )
    if field == "aliases":
        return "|".join(alias.strip() for alias in _BETWEEN_ALIASES.split(text) if alias.strip())
    return _WORDS.get(field, {}).get(text, text)


def _usual(said: Mapping[str, str]) -> dict[str, Any]:
    """Of a new indicator: more is better, monthly; whole pieces have no decimals, rates one, amounts two."""
    kind = _coded("kind", said.get("kind", ""))
    whole = kind == "stock" and not is_scaled(said.get("unit", "")) and said.get("unit") != "%"
    decimals = "0" if whole else {"count": "0", "rate": "1"}.get(kind, "2")
    usual = {"headline": False, "direction": "more", "frequency": "month", "decimals": decimals}
    return dict.fromkeys(("name", "unit", "kind", "lift"), "") | usual


def _made_up_id(name: str) -> str:
    return f"custom_{hashlib.sha256(plain_name(name)[0].encode()).hexdigest()[:10]}"


def _taken_names(rows: pd.DataFrame, standing: pd.DataFrame, table: Table) -> list[Issue]:
    """A name or alias leads to one indicator only."""
    if rows.empty:
        return []
    others = standing[~standing["indicator"].isin(rows["indicator"])]
    owners = {word: row["name"] for row in others.to_dict("records") for word in _names_of(row)}
    findings = []
    for row in rows.to_dict("records"):
        for word in _names_of(row):
            owner = owners.setdefault(word, row["name"])
            if owner != row["name"]:
                field = "name" if word == plain_name(row["name"])[0] else "aliases"
                taken = issue(
                    "name_taken", sheet=table.sheet, row=int(row["row"]), column=table.labels.get(field, ""),
                    found=word, word=word, owner=owner, name=row["name"],
                )  # fmt: skip
                findings.append(taken)
    return findings


def _names_of(row: Mapping[Any, Any]) -> list[str]:
    return [plain_name(word)[0] for word in (row["name"], *str(row["aliases"] or "").split("|")) if word]


def _beside_what_stands(rows: pd.DataFrame, standing: pd.DataFrame) -> pd.DataFrame:
    if rows.empty:
        return rows.assign(change=[], old=[], new=[], period=[])
    changes, before, after = [], [], []
    for row in rows.to_dict("records"):
        old = standing.loc[row["indicator"]] if row["indicator"] in standing.index else None
        differ = [] if old is None else [c for c in _COMPARED if str(old[c] or "") != str(row[c] or "")]
        changes.append(NEW if old is None else (CHANGED if differ else UNCHANGED))
        before.append("" if old is None else "；".join(_said_of(field, old[field]) for field in differ))
        after.append(row["unit"] if old is None else "；".join(_said_of(f, row[f]) for f in differ))
    return rows.assign(change=changes, old=before, new=after, period="")


def _said_of(field: str, cell: object) -> str:
    """As an office would say it: 类型为累计."""
    lift_names = {lift.lift: lift.short for lift in lifts().values()}
    words = lift_names if field == "lift" else DEFINITION_CODES.get(field, {})
    return f"{DEFINITION_FIELDS[field]}为{words.get(str(cell), str(cell or '')) or '空'}"


def _ask_about_changes(rows: pd.DataFrame, sheet: str) -> list[Issue]:
    return issues_for_rows(rows[rows["change"] == CHANGED], sheet, "definition_changed")
