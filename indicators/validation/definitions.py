"""New and changed indicators as rows of ``catalogue``: the customer's own, for any lift. Administrators only."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from pydantic import TypeAdapter, ValidationError

from indicators.catalogue import Indicator, lifts
from indicators.frames import records, to_plain
from indicators.labels import DEFINITION_CODES, DEFINITION_FIELDS, is_missing, join_statements
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
             "比率": "rate", "比例": "rate", "增速": "rate", "增长率": "rate", "率": "rate",
             "均值": "mean", "平均": "mean", "平均值": "mean", "平均数": "mean", "浓度": "mean"},
    "direction": {"越高越好": "more", "越大越好": "more", "越多越好": "more", "正向": "more", "正": "more",
                  "越低越好": "less", "越小越好": "less", "越少越好": "less", "逆向": "less", "负向": "less",
                  "逆": "less"},
    "frequency": {"月": "month", "月度": "month", "每月": "month", "按月": "month", "月报": "month",
                  "季": "quarter", "季度": "quarter", "每季": "quarter", "按季": "quarter", "季报": "quarter",
                  "年": "year", "年度": "year", "每年": "year", "按年": "year", "年报": "year"},
}  # fmt: skip
_RIGHT = {
    "name": "指标名称，不能为空", "unit": "单位，如 亿元、个、%", "kind": "累计、个数、期末、比率或均值",
    "direction": "越高越好或越低越好", "frequency": "月、季或年", "decimals": "0到6的整数",
    "lift": "六提之一，如 安全提升", "indicator": "小写字母开头，只含小写字母、数字和下划线",
    "typical_low": "数字，按目录单位；不知道请留空", "typical_high": "数字，按目录单位，不小于常见下限；不知道请留空",
}  # fmt: skip
_BETWEEN_ALIASES = re.compile("[|｜、,，;；\n]")
_FIELDS = tuple(Indicator.__dataclass_fields__)
_COMPARED = ["lift", "name", "unit", "kind", "direction", "decimals", "frequency", "responsible_unit",
             "lead_official", "definition", "aliases", "typical_low", "typical_high"]  # fmt: skip


def check_definitions(table: Table, context: Context) -> CheckResult:
    """Definitions that would be written, next to the current ones."""
    current = _current_definitions(context)
    rows, issues = _validate(table, context, current)
    if not context.reporter.is_administrator:
        issues.append(issue("not_yours.definition", sheet=table.sheet))
    issues += [
        *issues_for_rows(rows[rows.duplicated("indicator")], table, "twice.definition", field="name"),
        *_check_names(rows, current, table),
        *_check_usual_sizes(rows, table),
    ]
    rows = _compare(rows, current)
    issues += issues_for_rows(rows[rows["change"] == CHANGED], table, "definition_changed")
    stored = rows[rows["change"].isin([NEW, CHANGED])].assign(origin=REPORTED)
    return CheckResult(stored[[*_FIELDS, "row", "origin"]], rows, issues)


def _current_definitions(context: Context) -> pd.DataFrame:
    """The newest definitions by id; what is simulated (责任单位) never becomes part of a real one."""
    rows = context.snapshot.log["catalogue"]
    rows = rows[rows["origin"] != DEMO].sort_values("reported_at", kind="stable")
    return rows.drop_duplicates("indicator", keep="last").set_index("indicator", drop=False)


def _validate(table: Table, context: Context, current: pd.DataFrame) -> tuple[pd.DataFrame, list[Issue]]:
    """Rows that the catalogue's own model accepts; every wrong field is reported with its place."""
    adapter = TypeAdapter(Indicator)
    names = indicator_names(context.snapshot)
    last = int(context.snapshot.catalogue["position"].max() or 0)
    rows: list[dict[str, Any]] = []
    issues: list[Issue] = []
    for number, cells in enumerate(records(table.entries), start=1):
        written = {name: str(cells[name]).strip() for name in _FIELDS if not is_missing(cells.get(name))}
        written = {name: text for name, text in written.items() if text}
        name = written.get("name", "")
        indicator = written.get("indicator") or names.find(name) or _custom_id(name)
        # What the file leaves out stays as it was; of a new indicator, as is usual.
        if indicator in current.index:
            definition = {name: to_plain(current.loc[indicator, name]) for name in _FIELDS}
        else:
            definition = _usual(written) | {"position": last + number}
        definition |= {name: _code(name, text) for name, text in written.items()} | {"indicator": indicator}
        try:
            valid = adapter.validate_python({k: "" if v is None else v for k, v in definition.items()})
        except ValidationError as error:
            issues += [_wrong(detail, written, table, int(cells["row"])) for detail in error.errors()]
        else:
            rows.append(vars(valid) | {"row": int(cells["row"])})
    return pd.DataFrame(rows, columns=[*_FIELDS, "row"]), issues


def _wrong(detail: ErrorDetails, written: Mapping[str, str], table: Table, row: int) -> Issue:
    field = str(detail["loc"][0]) if detail["loc"] else ""
    found = written.get(field, "")
    return issue(
        "wrong_definition" if found else "wrong_definition.blank",
        sheet=table.sheet, row=row, column=table.labels.get(field, ""), found=found, name=written.get("name", ""),
        heading=DEFINITION_FIELDS.get(field, field), right=_RIGHT.get(field, detail["msg"]),
    )  # fmt: skip


def _code(field: str, text: str) -> str:
    """The catalogue's code for what an office writes; what is unknown is left for validation to refuse."""
    if field == "lift":
        codes = (lift.lift for lift in lifts().values() if text in {lift.lift, lift.name, lift.short})
        return next(codes, "?")
    if field == "aliases":
        return "|".join(alias.strip() for alias in _BETWEEN_ALIASES.split(text) if alias.strip())
    if field in {"typical_low", "typical_high"}:
        return text.replace(",", "")
    return _WORDS.get(field, {}).get(text, text)


def _usual(written: Mapping[str, str]) -> dict[str, Any]:
    """Of a new indicator: more is better, monthly; whole pieces have no decimals, rates one, amounts two."""
    kind, unit = _code("kind", written.get("kind", "")), written.get("unit", "")
    pieces = kind == "count" or (kind == "stock" and not is_scaled(unit) and unit != "%")
    decimals = "0" if pieces else "1" if kind == "rate" else "2"
    usual = {"headline": False, "direction": "more", "frequency": "month", "decimals": decimals}
    return dict.fromkeys(("name", "unit", "kind", "lift"), "") | usual


def _custom_id(name: str) -> str:
    return f"custom_{hashlib.sha256(plain_name(name)[0].encode()).hexdigest()[:10]}"


def _check_names(rows: pd.DataFrame, current: pd.DataFrame, table: Table) -> list[Issue]:
    """A name or alias leads to one indicator only."""
    others = current[~current["indicator"].isin(rows["indicator"])]
    owners = {word: row["name"] for row in records(others) for word in _words(row)}
    issues = []
    for row in records(rows):
        for word in _words(row):
            owner = owners.setdefault(word, row["name"])
            if owner != row["name"]:
                field = "name" if word == plain_name(row["name"])[0] else "aliases"
                taken = issue(
                    "name_taken", sheet=table.sheet, row=row["row"], column=table.labels.get(field, ""),
                    found=word, word=word, owner=owner, name=row["name"],
                )  # fmt: skip
                issues.append(taken)
    return issues


def _check_usual_sizes(rows: pd.DataFrame, table: Table) -> list[Issue]:
    """A usual range does not end below its beginning."""
    turned = rows[rows["typical_high"].astype(float) < rows["typical_low"].astype(float)]
    turned = turned.assign(
        found=turned["typical_high"].map("{:,.15g}".format), column=table.labels.get("typical_high", "")
    )
    heading, right = DEFINITION_FIELDS["typical_high"], _RIGHT["typical_high"]
    return issues_for_rows(turned, table, "wrong_definition", heading=heading, right=right)


def _words(row: Mapping[str, Any]) -> list[str]:
    return [plain_name(word)[0] for word in (row["name"], *str(row["aliases"] or "").split("|")) if word]


def _compare(rows: pd.DataFrame, current: pd.DataFrame) -> pd.DataFrame:
    """Rows with ``change``, and the fields that change as text: ``old``, ``new``."""
    compared: list[tuple[str, str, str]] = []
    for row in records(rows):
        if row["indicator"] not in current.index:
            compared.append((NEW, "", row["unit"]))
            continue
        before = current.loc[row["indicator"]]
        fields = [f for f in _COMPARED if str(to_plain(before[f]) or "") != str(to_plain(row[f]) or "")]
        old, new = (
            join_statements(_field_text(f, to_plain(cells[f])) for f in fields) for cells in (before, row)
        )
        compared.append((CHANGED if fields else UNCHANGED, old, new))
    change, old_text, new_text = zip(*compared, strict=True) if compared else ((), (), ())
    return rows.assign(change=change, old=old_text, new=new_text, period="")


def _field_text(field: str, cell: object) -> str:
    """A field as an office would write it: 类型为累计."""
    lift_names = {lift.lift: lift.short for lift in lifts().values()}
    words = lift_names if field == "lift" else DEFINITION_CODES.get(field, {})
    text = f"{cell:,.15g}" if isinstance(cell, float) else str(cell or "")
    return f"{DEFINITION_FIELDS[field]}为{words.get(text, text) or '空'}"
