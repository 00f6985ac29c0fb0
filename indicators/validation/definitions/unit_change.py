"""Another unit, or another kind, for an indicator that has numbers: they are converted with it, or it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from indicators.frames import records
from indicators.labels import KINDS, is_missing, join_names, join_statements
from indicators.reading import conversion_factor, convert
from indicators.store import DEMO
from indicators.validation.context import issues_for_rows, period_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.reading import Issue, Table
    from indicators.validation.context import Context

# The tables whose numbers are in the indicator's unit, and the column of these.
_NUMBERS: Final[Mapping[str, str]] = {"observations": "value", "plans": "target"}
_FIXED: Final = ("unit", "kind")
_USUAL_SIZES: Final = ("typical_low", "typical_high")


@dataclass(frozen=True)
class _Redefinition:
    """An indicator whose unit or kind a file changes.

    Attributes:
        row: the definition in the file.
        before: the stored one.
        observations: the values that count, simulated ones too.
        plans: the targets and phases that count.
    """

    row: Mapping[str, Any]
    before: Mapping[str, Any]
    observations: pd.DataFrame
    plans: pd.DataFrame

    @property
    def factor(self) -> float | None:
        """From the old unit to the new one; None where there is none."""
        return conversion_factor(str(self.before["unit"]), self.row["unit"])

    @property
    def counted(self) -> str:
        """23个数、2项计划; simulated ones are called so."""
        values, plans = len(self.observations), len(self.plans)
        simulated = "演示" if self._is_simulated else ""
        return join_names([f"{values}个{simulated}数" if values else "", f"{plans}项计划" if plans else ""])

    @property
    def refusal(self) -> tuple[str, str] | None:
        """The kind of issue that refuses it and the field at fault; None where nothing stands in the way."""
        if self.counted and self.factor is None:
            return "unit_change", "unit"
        if len(self.observations) and self.row["kind"] != self.before["kind"]:
            return "kind_change", "kind"
        return None

    @property
    def converts(self) -> bool:
        """Whether there are numbers to be converted."""
        return not self.refusal and bool(self.counted) and self.factor != 1.0

    def issues(self, table: Table) -> list[Issue]:
        """Why it is refused, or what it converts."""
        details = {**self.row, "counted": self.counted, "old_unit": self.before["unit"]}
        if self.refusal:
            kind, field = self.refusal
            right = "先清除演示数据，再修改" if self._is_simulated else "新增一个指标，给原指标填写停用日期"
            kinds = {"old": KINDS[str(self.before["kind"])], "new": KINDS[self.row["kind"]]}
            return issues_for_rows(
                pd.DataFrame([details | kinds | {"right": right}]), table, kind, field=field
            )
        if not self.converts:
            return []
        when, number = self._example
        example = {"when": when, "number": number, "converted": self._times(number)}
        return issues_for_rows(
            pd.DataFrame([details | example]), table, "unit_change.converted", field="unit"
        )

    def definition(self) -> dict[str, Any]:
        """What its row says once it is converted: usual sizes that the file leaves as they were were in the old unit."""
        kept = [
            name
            for name in _USUAL_SIZES
            if not is_missing(self.row[name]) and self.row[name] == self.before[name]
        ]
        sizes = {name: self._times(self.row[name]) for name in kept}
        return {**self.row, **sizes, "answered": self.row["answered"] | {"unit", *kept}}

    def converted(self, table: str) -> pd.DataFrame:
        """Its rows of a table in the new unit; all else stays as it is, and a note says what it was."""
        rows, column = getattr(self, table), _NUMBERS[table]
        notes = [
            join_statements([note, f"由{number:,.15g}{self.before['unit']}换算"])
            for note, number in zip(rows["note"].fillna(""), rows[column], strict=True)
        ]
        converted: pd.DataFrame = rows.assign(note=notes, **{column: rows[column].map(self._times)})
        return converted

    @property
    def _is_simulated(self) -> bool:
        return len(self.observations) > 0 and bool((self.observations["origin"] == DEMO).all())

    @property
    def _example(self) -> tuple[str, float]:
        """The newest value, or else a target: what it is of, and the number."""
        if len(self.observations):
            newest = records(self.observations.sort_values("period"))[-1]
            return period_text(newest["period"]), newest["value"]
        newest = records(self.plans.sort_values("year"))[-1]
        return f"{period_text(newest['period'] or str(newest['year']))}计划", newest["target"]

    def _times(self, number: float) -> float:
        """A number in the new unit."""
        return convert(number, self.factor or 1.0)


def convert_units(
    rows: pd.DataFrame, current: pd.DataFrame, table: Table, context: Context
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame], list[Issue]]:
    """What another unit or kind of an indicator means for the numbers that it has.

    A unit of the same dimension converts them; any other is refused, as is another kind where there are values.

    Returns:
        The definitions, with converted usual sizes; the converted rows by table; the issues. Where a unit or a kind changes
        both tables are named, even without a row: nothing may have been reported meanwhile.
    """
    redefined = [
        _redefinition(row, dict(current.loc[row["indicator"]]), context)
        for row in records(rows)
        if row["indicator"] in current.index
        and any(row[f] != current.loc[row["indicator"], f] for f in _FIXED)
    ]
    issues = [found for change in redefined for found in change.issues(table)]
    converting = [change for change in redefined if change.converts]
    definitions = {change.row["indicator"]: change.definition() for change in converting}
    listed = [definitions.get(row["indicator"], row) for row in records(rows)]
    also = {
        name: pd.concat([pd.DataFrame(), *(change.converted(name) for change in converting)])
        for name in (_NUMBERS if redefined else ())
    }
    return pd.DataFrame(listed, columns=rows.columns), also, issues


def _redefinition(row: dict[str, Any], before: dict[str, Any], context: Context) -> _Redefinition:
    values, plans = context.snapshot.observations, context.snapshot.plans
    values = values[(values["indicator"] == row["indicator"]) & values["value"].notna()]
    return _Redefinition(row, before, values, plans[plans["indicator"] == row["indicator"]])
