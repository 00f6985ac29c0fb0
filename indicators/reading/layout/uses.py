"""What each column is used for, how sure that is and why; and which facts of the table its values need."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from indicators.period import Period, PeriodError, parse
from indicators.reading.cells import HeadingMeaning, interpret_heading, is_plain, named_measure, plain_name
from indicators.reading.layout.columns import cells_under, holds_periods, use_of
from indicators.reading.layout.layout import Fact
from indicators.reading.layout.rows import is_own_area
from indicators.reading.layout.title import is_total

if TYPE_CHECKING:
    from collections.abc import Collection

    from indicators.reading.layout.classify import ClassifiedSheet
    from indicators.reading.layout.columns import Column
    from indicators.reading.layout.layout import TableLayout
    from indicators.reading.layout.title import Title

_ANY_YEAR: Final = 2000
_HALF: Final = 0.5
# What rounding can make of a sum of rounded numbers.
_ROUNDING: Final = 0.006
_ORDINAL: Final = re.compile("(?:顺)?序号?|行[号次]|编[号码]|代码|(?:指标)?ID|NO\\.?", re.IGNORECASE)
_THIS_PERIOD: Final = re.compile("[本当]期")
_HAS_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_NOT_CALCULATED: Final = "不用于写入"


def propose_uses(
    sheet: ClassifiedSheet, table: TableLayout, title: Title, adds_up: Collection[str]
) -> TableLayout:
    """The table with a use for each column, and without facts that none of its values needs."""
    subject = table.facts.get("subject")
    if subject is not None and subject.value in {"tasks", "catalogue"}:
        columns = tuple(replace(c, use=use_of(c) if c.heading else "unused") for c in table.columns)
        return replace(table, columns=columns, facts={"subject": subject})
    columns = tuple(_with_growths(table.columns))
    subject = _subject(columns, subject)
    proposal = _Proposal(sheet, replace(table, columns=columns), title, adds_up)
    propose = proposal.of_plan if subject.value == "plans" else proposal.of_actual
    columns = tuple(propose(column) for column in columns)
    facts = {
        name: fact for name, fact in table.facts.items() if name not in {"subject", "period", "unit", "state"}
    }
    settled = replace(table, columns=columns, facts={"subject": subject} | facts)
    given = {
        "period": {"none": None, "year": title.year}.get(_needs_period(sheet, settled), table.facts.get("period")),
        "unit": table.facts.get("unit") if _needs_unit(sheet, settled) else None,
        "state": None if settled.with_role("state") else table.facts.get("state"),
    }  # fmt: skip
    return replace(settled, facts=settled.facts | {name: fact for name, fact in given.items() if fact})


def _subject(columns: tuple[Column, ...], titled: Fact | None) -> Fact:
    """Plan or actual: by the headings; by the title only where they do not say."""
    if titled is not None and titled.certainty == "confirmed":
        return titled
    measures = {column.meaning.measure for column in columns if column.role == "value"}
    if "target" in measures and measures <= {"target", "growth"}:
        return Fact("plans", "column", certainty="stated")
    if titled is None:
        return Fact("observations", "column", certainty="stated")
    if "target" in measures or measures <= {""}:
        return titled
    return replace(titled, value="observations")


def _with_growths(columns: tuple[Column, ...]) -> list[Column]:
    """A bare 同比 is that of the column on its left: of its months, and not of a plan.

    Right of 2023年 and 2024年 it is that of the newer one.
    """
    result: list[Column] = []
    measure, newest = "", ""
    for column in columns:
        meaning = column.meaning
        if column.role == "value" and meaning.measure == "growth":
            if measure == "target" and not meaning.span:
                # 增长 next to a target is how much the plan grows.
                result.append(column.used_as("unused", "inferred", "是计划的增幅"))
                continue
            span = meaning.span or (measure if measure in {"month", "ytd"} else "")
            meaning = replace(meaning, span=span, when=meaning.when or newest)
        elif column.role == "value":
            starts_group = result and result[-1].meaning.measure == "growth"
            newest = meaning.when if starts_group else _later(newest, meaning.when)
            measure = meaning.measure
        result.append(replace(column, meaning=meaning))
    return result


def _later(newest: str, when: str) -> str:
    """The later of two periods as written; ``when`` where either is none."""
    try:
        return max(when, newest, key=lambda written: parse(written, year=_ANY_YEAR).key)
    except PeriodError:
        return when


@dataclass(frozen=True)
class _Proposal:
    """The uses of the columns of one table."""

    sheet: ClassifiedSheet
    table: TableLayout
    title: Title
    adds_up: Collection[str]

    def of_plan(self, column: Column) -> Column:
        if column.use:
            return column
        if column.role != "value":
            return self._other(column)
        values = [c for c in self.table.columns if c.role == "value"]
        meaning = column.meaning
        if meaning.measure == "growth":
            return column.used_as("unused", "inferred", "是计划的增幅")
        if meaning.measure == "target":
            return replace(column, use=use_of(column))
        if any(c.meaning.measure == "target" for c in values):
            return column.used_as("unused", "inferred", "不是计划数")
        use = "phase" if re.search("[月季半]", meaning.when) else "target"
        return replace(column, use=use, certainty="inferred", basis="按标题是计划")

    def of_actual(self, column: Column) -> Column:
        if column.use:
            return column
        if column.role != "value":
            return self._other(column)
        meaning = self._with_name(column)
        if meaning.area == "other":
            return column.used_as("unused", "inferred", "是其他地区的数")
        if meaning.measure == "growth":
            if meaning.span == "month" and self._sums(column):
                return column.used_as("unused", "inferred", "是当月同比，只采用累计同比")
            return replace(column, use="growth")
        if meaning.measure == "target":
            return replace(column, use=use_of(column), certainty="inferred", basis="是计划，与实际数分开上报")
        if meaning.measure == "month" and _THIS_PERIOD.search(column.heading) and not column.name:
            return self._this_period(column)
        if meaning.measure:
            use = use_of(replace(column, meaning=meaning))
            return (
                replace(column, use=use)
                if not column.basis
                else replace(column, use=use, certainty="inferred")
            )
        return self._unmeasured(column)

    def _with_name(self, column: Column) -> HeadingMeaning:
        """The meaning of the heading and of the measure that the indicator's name in it carries."""
        name = plain_name(column.name)[0]
        if not column.name or name in self.sheet.names or column.meaning.measure:
            return column.meaning
        _, measure, span = named_measure(name)
        return replace(column.meaning, measure=measure, span=span or column.meaning.span)

    def _this_period(self, column: Column) -> Column:
        """本期 means the table's period: since January under 1—9月, the month's own beside 累计 or under 9月."""
        others = [c for c in self.table.columns if c.index != column.index]
        period = self._table_period()
        if (
            period is not None
            and period.kind == "ytd"
            and period.month > 1
            and not any(map(_is_to_date, others))
        ):
            return column.used_as("ytd", "inferred", f"表的期间是{period}")
        return replace(column, use="month", certainty="inferred", basis="“本期”按当月理解")

    def _unmeasured(self, column: Column) -> Column:
        """Numbers of which the heading does not say whether they are since January."""
        if column.basis:
            return replace(column.used_as("ytd", "inferred", column.basis), meaning=column.meaning)
        period = self._own_period(column)
        is_to_date = period is not None and (period.kind in {"ytd", "year"} or period.month == 1)
        is_unreadable = period is None and bool(column.meaning.when)
        if is_to_date or is_unreadable or not self._needs_measure(column):
            return replace(column, use="ytd" if is_to_date and self._sums(column) else "value")
        if period is not None and period.kind == "quarter":
            return replace(column, use="quarter", certainty="inferred", basis="没有写累计还是当季")
        if period is not None and any(map(_is_to_date, self.table.columns)):
            return column.used_as("month", "inferred", "与累计列并列")
        if self._months_make_total():
            return column.used_as("month", "inferred", "各月相加等于合计")
        if self.title.measure is not None:
            measure = self.title.measure
            return column.used_as(measure.value, "inferred", f"{measure.where}写“{measure.words}”")
        if self._periods_are_to_date():
            return replace(column, use="ytd")
        of_table = self._table_period()
        if period is None and of_table is not None and of_table.kind == "ytd" and of_table.month > 1:
            return column.used_as("ytd", "inferred", f"表的期间是{of_table}")
        return column.used_as("ytd", "inferred", "没有写累计还是当月")

    def _other(self, column: Column) -> Column:
        """A column without values: one of numbers that is not used is asked about."""
        cells = cells_under(self.sheet, self.table.body, column.index)
        numbers = [cell for cell, kind in cells if kind == "number" and re.search(r"\d", str(cell))]
        is_numeric = bool(numbers) and len(numbers) >= _HALF * len(cells)
        if column.role == "area":
            areas = {str(cell).strip() for cell, _ in cells}
            if len(areas) > 1 and any(map(is_own_area, areas)):
                return replace(column, use="area", certainty="inferred", basis="只读本区各行")
            return replace(column, use="area", certainty="inferred" if areas else "stated", basis="各行都读")
        if column.role not in {"", "ignored", "progress", "kind"}:
            return replace(column, use=use_of(column))
        if not is_numeric:
            periods = column.heading and holds_periods(self.sheet, self.table.body, column.index)
            if periods and self.table.form != "across" and not self.table.with_role("period"):
                return column.used_as("unused", "inferred", "看似期间，未采用")
            return replace(column, use="unused")
        if _ORDINAL.fullmatch(column.heading.replace(" ", "")) or numbers == [*range(1, len(numbers) + 1)]:
            return replace(column, use="unused")
        if self._is_total(column) and self._months_make_total():
            return column.used_as("unused", "inferred", "是各月的合计")
        if column.role in {"", "kind"}:
            return column.used_as("undecided", "open", "不知道是什么数")
        return replace(column, use=use_of(column), certainty="inferred", basis=_NOT_CALCULATED)

    def _own_period(self, column: Column) -> Period | None:
        whens = [part.when for part in column.parts if part.when] or [column.meaning.when]
        try:
            return parse(whens[-1], year=_ANY_YEAR) if whens[-1] else None
        except PeriodError:
            return None

    def _table_period(self) -> Period | None:
        fact = self.title.facts.get("period")
        try:
            return parse(fact.value, year=_ANY_YEAR) if fact else None
        except PeriodError:
            return None

    def _sums(self, column: Column) -> bool:
        """Whether it has a value of an indicator that adds up."""
        return any(self._indicator(name) in self.adds_up for name in self._names(column))

    def _needs_measure(self, column: Column) -> bool:
        """Whether it has a value of an indicator that adds up and of which no name or row says which months it covers."""
        if self.table.with_role("row_meaning"):
            return False
        bare = [name for name in self._names(column) if plain_name(name)[0] in self.sheet.names]
        return any(self._indicator(name) in self.adds_up for name in bare)

    def _names(self, column: Column) -> list[str]:
        if self.table.form == "across":
            return [column.name]
        return [str(cell) for cell, _ in cells_under(self.sheet, self.table.body, self.table.key)]

    def _indicator(self, written: str) -> str | None:
        name = plain_name(written)[0]
        return self.sheet.names.get(name) or self.sheet.names.get(named_measure(name)[0])

    def _periods_are_to_date(self) -> bool:
        """Whether every row says that its value is since January: 1-9月, 上半年, 1月."""
        index = (
            self.table.key
            if self.table.form == "across"
            else next((column.index for column in self.table.with_role("period")), None)
        )
        if index is None:
            return False
        kinds = []
        for cell, _ in cells_under(self.sheet, self.table.body, index):
            try:
                period = parse(cell, year=_ANY_YEAR)
            except PeriodError:
                meaning = interpret_heading(cell)
                kinds.append(meaning.measure == "ytd")
            else:
                kinds.append(period.kind in {"ytd", "year"} or period.month == 1)
        return bool(kinds) and all(kinds)

    def _is_total(self, column: Column) -> bool:
        return is_total(column.heading)

    def _months_make_total(self) -> bool:
        """Whether in every row the months add up to a column 合计."""
        months = [
            c for c in self.table.columns
            if (period := self._own_period(c)) is not None and period.kind == "month" and c.role == "value"
        ]  # fmt: skip
        totals = [c for c in self.table.columns if self._is_total(c)]
        if len(months) < 2 or len(totals) != 1:  # noqa: PLR2004 - nothing adds up
            return False
        compared = []
        for row in self.table.body:
            total = self.sheet.cell(row, totals[0].index)
            parts = [self.sheet.cell(row, column.index) for column in months]
            if is_plain(total):
                amounts = [float(part) for part in parts if is_plain(part)]
                allowed = _ROUNDING * len(amounts) + 1e-9 * abs(float(total))
                compared.append(abs(sum(amounts) - float(total)) <= allowed)
        return bool(compared) and all(compared)


def _is_to_date(column: Column) -> bool:
    meaning = column.meaning
    return column.role == "value" and (
        meaning.measure == "ytd" or bool(re.match(r"(?:\d{4}年)?1[-—]", meaning.when))
    )


def _read_columns(table: TableLayout) -> list[Column]:
    return [c for c in table.columns if c.role == "value" and c.use not in {"unused", "undecided"}]


def _needs_period(sheet: ClassifiedSheet, table: TableLayout) -> str:
    """What the values need of the table's period: ``none`` of it, its ``year``, or its ``months``, too."""
    index = table.key if table.form == "across" else next((c.index for c in table.with_role("period")), None)
    cells = [str(cell) for cell, _ in cells_under(sheet, table.body, index)] if index is not None else []
    has_months = bool(cells) or all(
        any(part.when for part in (*column.parts, column.meaning)) for column in _read_columns(table)
    )
    if cells and not any(map(_is_without_year, cells)):
        return "none"
    if table.with_role("year"):
        return "none" if has_months else "months"
    in_heading = [
        any(_HAS_YEAR.search(part.when) for part in (*column.parts, column.meaning))
        for column in _read_columns(table)
    ]
    if not cells and in_heading and all(in_heading):
        return "none"
    return "year" if has_months else "months"


def _is_without_year(cell: str) -> bool:
    try:
        parse(cell)
    except PeriodError:
        return True
    return False


def _needs_unit(sheet: ClassifiedSheet, table: TableLayout) -> bool:
    """Whether an amount has no unit in its cell, row or heading."""
    bare = [c for c in _read_columns(table) if c.use != "growth" and not c.meaning.unit]
    if table.form == "across":
        return any(not plain_name(column.name)[1] for column in bare)
    at = next((column.index for column in table.with_role("unit")), None)
    for row in table.body:
        if sheet.kind(row, table.key) == "empty" or not any(
            sheet.kind(row, c.index) == "number" for c in bare
        ):
            continue
        in_row = at is not None and sheet.cell(row, at) is not None
        if not in_row and not plain_name(str(sheet.cell(row, table.key)))[1]:
            return True
    return False
