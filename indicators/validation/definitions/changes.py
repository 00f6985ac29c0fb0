"""What a definition says next to the stored one, field by field, and the questions about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from indicators.catalogue import lifts
from indicators.frames import records
from indicators.labels import (
    DEFINITION_CODES,
    DEFINITION_FIELDS,
    day_label,
    is_missing,
    join_names,
    join_statements,
)
from indicators.validation.context import issues_for_rows
from indicators.validation.diff import CHANGED, NEW, UNCHANGED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from indicators.reading import Issue, Table

# In the order in which they are told: first what decides what a number means.
_MEANING: Final = ("lift", "unit", "kind", "direction", "frequency", "retired")
_DESCRIBING: Final = (
    "decimals", "responsible_unit", "lead_official", "definition", "aliases", "headline", "position", "typical_low",
    "typical_high",
)  # fmt: skip
_FIELDS: Final = ("name", *_MEANING, *_DESCRIBING)
# Short enough to be listed with who gets it.
_LISTED_WITH_VALUE: Final = ("responsible_unit", "lead_official", "headline")
_SHOWN_OF_NEW: Final = ("lift", "unit", "kind", "direction", "frequency", "responsible_unit")
_MOST_NAMES: Final = 6
_WORDED: Final[Mapping[str, Callable[[Any], str]]] = {
    "lift": lambda lift: lifts()[lift].short if lift in lifts() else lift,
    "aliases": lambda aliases: join_names(aliases.split("|")),
    "retired": day_label,
    **dict.fromkeys(("decimals", "position", "typical_low", "typical_high"), "{:,.15g}".format),
}


@dataclass(frozen=True)
class FieldChange:
    """A field of a definition that changes.

    Attributes:
        field: its name in the catalogue.
        label: what an office calls it: 责任单位.
        old, new: what it was and what it will be, as an office writes it; 空 for nothing.
    """

    field: str
    label: str
    old: str
    new: str


def definition_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The fields in which two definitions of an indicator differ, among those that both have."""
    fields = [field for field in _FIELDS if field in before and field in after]
    pairs = [(field, _text(field, before[field]), _text(field, after[field])) for field in fields]
    return tuple(FieldChange(f, DEFINITION_FIELDS[f], old, new) for f, old, new in pairs if old != new)


def definition_text(row: Mapping[str, Any]) -> str:
    """A new definition in short: 六提为产业提档；单位为亿元；类型为累计."""
    return join_statements(f"{DEFINITION_FIELDS[f]}为{_text(f, row[f])}" for f in _SHOWN_OF_NEW if row.get(f))


def compare(rows: pd.DataFrame, current: pd.DataFrame) -> pd.DataFrame:
    """Rows with ``change``, the ``fields`` that change and, as text, ``old`` and ``new``."""
    compared: list[tuple[str, tuple[FieldChange, ...], str, str]] = []
    for row in records(rows):
        if row["indicator"] not in current.index:
            compared.append((NEW, (), "", definition_text(row)))
            continue
        fields = definition_changes(current.loc[row["indicator"]], row)
        old, new = _statements(fields)
        compared.append((CHANGED if fields else UNCHANGED, fields, old, new))
    change, changes, old_text, new_text = zip(*compared, strict=True) if compared else ((), (), (), ())
    return rows.assign(change=change, fields=changes, old=old_text, new=new_text, period="")


def ask_about_changes(rows: pd.DataFrame, table: Table) -> list[Issue]:
    """A question for each indicator whose numbers will mean something else, and one for all that only describes.

    Args:
        rows: as ``compare`` returns them, with ``answered``: the fields that a question of their own is about.
        table: the table of the file.
    """
    unanswered = [_without(row["fields"], row["answered"]) for row in records(rows)]
    rows = rows.assign(fields=pd.Series(unanswered, rows.index, dtype=object))
    describing = _with_any(rows.assign(fields=rows["fields"].map(partial(_of, _DESCRIBING))))
    together = len(describing) > 1
    if together:
        rows = rows.assign(fields=rows["fields"].map(partial(_of, _MEANING)))
    asked = _with_any(rows)
    texts = [_statements(fields) for fields in asked["fields"]]
    asked = asked.assign(old=[old for old, _ in texts], new=[new for _, new in texts])
    issues = issues_for_rows(asked, table, "definition_changed")
    if together:
        listed = join_statements(_listed(records(describing)))
        issues += issues_for_rows(
            describing, table, "definition_changed.described", count=len(describing), listed=listed
        )
    return issues


def _without(changes: tuple[FieldChange, ...], fields: Iterable[str]) -> tuple[FieldChange, ...]:
    return tuple(change for change in changes if change.field not in fields)


def _of(fields: Iterable[str], changes: tuple[FieldChange, ...]) -> tuple[FieldChange, ...]:
    return tuple(change for change in changes if change.field in fields)


def _with_any(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows in which something changes."""
    return rows[rows["fields"].map(len) > 0]


def _statements(fields: Iterable[FieldChange]) -> tuple[str, str]:
    """Old and new state of some fields: 类型为累计；单位为亿元."""
    old, new = (
        join_statements(f"{change.label}为{getattr(change, side)}" for change in fields)
        for side in ("old", "new")
    )
    return old, new


def _listed(rows: list[dict[str, Any]]) -> Iterable[str]:
    """Each field with who gets what: 责任单位：经发局（规上工业总产值、新签产业项目）、科技局（瞪羚企业）."""
    for field in _DESCRIBING:
        names: dict[str, list[str]] = {}
        for row in rows:
            for change in row["fields"]:
                if change.field == field:
                    value = change.new if field in _LISTED_WITH_VALUE else ""
                    names.setdefault(value, []).append(str(row["name"]))
        texts = (f"{value}（{_few(of)}）" if value else _few(of) for value, of in names.items())
        if names:
            yield f"{DEFINITION_FIELDS[field]}：{join_names(texts)}"


def _few(names: list[str]) -> str:
    more = f"等{len(names)}项" if len(names) > _MOST_NAMES else ""
    return f"{join_names(names[:_MOST_NAMES])}{more}"


def _text(field: str, cell: Any) -> str:  # noqa: ANN401 - any cell of the catalogue
    """A field as an office would write it; 空 for nothing."""
    if field == "headline":
        return "是" if not is_missing(cell) and cell else "否"
    if is_missing(cell) or cell == "":
        return "空"
    if field in _WORDED:
        return _WORDED[field](cell)
    return DEFINITION_CODES.get(field, {}).get(str(cell), str(cell))
