"""New and changed indicators as rows of ``catalogue``: the customer's own, for any lift. Administrators only."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pandas as pd
from pydantic import TypeAdapter, ValidationError

from indicators.catalogue import Indicator
from indicators.frames import records, to_plain
from indicators.labels import DEFINITION_FIELDS, join_names
from indicators.reading import issue, plain_name
from indicators.store import DEMO, REPORTED
from indicators.validation.context import CheckResult, issues_for_rows
from indicators.validation.definitions.changes import ask_about_changes, compare
from indicators.validation.definitions.renaming import Line, find_renamings, is_same_name, with_old_name
from indicators.validation.definitions.unit_change import convert_units
from indicators.validation.definitions.words import RIGHT, code, usual, written
from indicators.validation.diff import CHANGED, NEW
from indicators.validation.names import indicator_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

    from indicators.reading import Issue, Table
    from indicators.validation.context import Context
    from indicators.validation.definitions.renaming import Renamings

_FIELDS = tuple(Indicator.__dataclass_fields__)


def check_definitions(table: Table, context: Context) -> CheckResult:
    """Definitions that would be written, next to the current ones."""
    current = _current_definitions(context)
    lines = _lines(table, context)
    renamings = find_renamings(lines, current)
    rows, issues = _validate(lines, renamings, table, current)
    if not context.reporter.is_administrator:
        issues.append(issue("not_yours.definition", sheet=table.sheet))
    issues += [
        *issues_for_rows(rows[rows.duplicated("indicator")], table, "twice.definition", field="name"),
        *_check_names(rows, current, table),
        *_check_usual_sizes(rows, table),
        *_ask_about_names(rows, renamings, table, current),
    ]
    rows, also, converted = convert_units(rows, current, table, context)
    rows = compare(rows, current)
    issues += [*converted, *ask_about_changes(rows, table)]
    stored = rows[rows["change"].isin([NEW, CHANGED])].assign(origin=REPORTED)
    return CheckResult(stored[[*_FIELDS, "row", "origin"]], rows, issues, also)


def _current_definitions(context: Context) -> pd.DataFrame:
    """The newest definitions by id; what is simulated (责任单位) never becomes part of a real one."""
    rows = context.snapshot.log["catalogue"]
    rows = rows[rows["origin"] != DEMO]
    return rows.drop_duplicates("indicator", keep="last").set_index("indicator", drop=False)


def _lines(table: Table, context: Context) -> list[Line]:
    """The rows of the file and the indicators that their codes or names lead to."""
    names = indicator_names(context.snapshot)
    lines = []
    for cells in records(table.entries):
        texts = written(cells, _FIELDS)
        indicator = texts.get("indicator") or names.find(texts.get("name", ""))
        lines.append(Line(int(cells["row"]), texts, indicator))
    return lines


def _validate(
    lines: list[Line], renamings: Renamings, table: Table, current: pd.DataFrame
) -> tuple[pd.DataFrame, list[Issue]]:
    """Rows that the catalogue's own model accepts; every wrong field is reported with its place.

    Returns:
        The fields of ``Indicator``, ``row``, ``renamed_from`` (empty where the name stays) and ``answered``, the fields
        that a question of their own is about; and the issues.
    """
    adapter = TypeAdapter(Indicator)
    last = int(current["position"].max()) if len(current) else 0
    rows: list[dict[str, Any]] = []
    issues: list[Issue] = []
    for number, line in enumerate(lines, start=1):
        indicator = line.indicator or renamings.ids.get(line.row) or _custom_id(line.name)
        fields: dict[str, Any] = {name: code(name, text) for name, text in line.written.items()}
        fields["indicator"] = indicator
        more: dict[str, Any] = {"row": line.row, "renamed_from": "", "answered": frozenset()}
        # What the file leaves out stays as it was; of a new indicator, as is usual.
        if indicator in current.index:
            before = {name: to_plain(current.loc[indicator, name]) for name in _FIELDS}
            fields, named = _named(line, before | fields, before)
            more |= named
        else:
            fields = usual(line.written) | {"position": last + number} | fields
        try:
            valid = adapter.validate_python({k: "" if v is None else v for k, v in fields.items()})
        except ValidationError as error:
            issues += [_wrong(detail, line, table) for detail in error.errors()]
        else:
            rows.append(vars(valid) | more)
    return pd.DataFrame(rows, columns=[*_FIELDS, "row", "renamed_from", "answered"]), issues


def _named(
    line: Line, fields: dict[str, Any], before: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields with the name that counts, and what is to be asked about it."""
    old, new = str(before["name"]), str(fields["name"])
    if old == new:
        return fields, {}
    if is_same_name(old, new) and "indicator" not in line.written:
        # Numbered, or with its unit in brackets, it is the same name.
        return fields | {"name": old}, {}
    aliases, aliases_before = (with_old_name(str(of["aliases"] or ""), old, new) for of in (fields, before))
    answered = frozenset(["name", *(["aliases"] if aliases == aliases_before else [])])
    return fields | {"aliases": aliases}, {"renamed_from": old, "answered": answered}


def _ask_about_names(
    rows: pd.DataFrame, renamings: Renamings, table: Table, current: pd.DataFrame
) -> list[Issue]:
    """Whether a known indicator is meant by another name, or a new one."""
    unclear = rows[rows["row"].isin(renamings.unclear)]

    def candidates(row: dict[str, Any]) -> dict[str, str]:
        known = current.loc[renamings.unclear[row["row"]], "name"]
        return {
            "names": join_names(f"“{name}”" for name in known),
            "listed": join_names(f"{name}为{indicator}" for indicator, name in known.items()),
        }

    return [
        *issues_for_rows(rows[rows["renamed_from"] != ""], table, "renamed", field="name"),
        *issues_for_rows(unclear, table, "renamed.unclear", candidates, field="name"),
    ]


def _wrong(detail: ErrorDetails, line: Line, table: Table) -> Issue:
    field = str(detail["loc"][0]) if detail["loc"] else ""
    found = line.written.get(field, "")
    return issue(
        "wrong_definition" if found else "wrong_definition.blank",
        sheet=table.sheet, row=line.row, column=table.labels.get(field, ""), found=found, name=line.name,
        heading=DEFINITION_FIELDS.get(field, field), right=RIGHT.get(field, detail["msg"]),
    )  # fmt: skip


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
    heading, right = DEFINITION_FIELDS["typical_high"], RIGHT["typical_high"]
    return issues_for_rows(turned, table, "wrong_definition", heading=heading, right=right)


def _words(row: Mapping[str, Any]) -> list[str]:
    return [plain_name(word)[0] for word in (row["name"], *str(row["aliases"] or "").split("|")) if word]
