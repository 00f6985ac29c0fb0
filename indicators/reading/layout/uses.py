"""What each column of a table is used for, how sure that is, and why it is no more than inferred."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from indicators.period import Period, PeriodError, parse
from indicators.reading.cells import HeadingMeaning, interpret_heading, is_plain, named_measure, plain_name
from indicators.reading.layout.classify import is_total
from indicators.reading.layout.columns import cells_under, holds_periods, use_of
from indicators.reading.layout.layout import Fact
from indicators.reading.layout.needed_facts import needed_facts
from indicators.reading.layout.rows import is_own_area

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from indicators.reading.layout.classify import ClassifiedSheet
    from indicators.reading.layout.columns import Column
    from indicators.reading.layout.layout import TableLayout
    from indicators.reading.layout.title import Title

_ANY_YEAR: Final = 2000
_HALF: Final = 0.5
# So many rows counted 1, 2, 3 … are numbers of rows.
_LEAST_COUNTED: Final = 3
# What rounding can make of a sum of rounded numbers.
_ROUNDING: Final = 0.006
_ORDINAL: Final = re.compile(r"(?:顺)?序号?|行[号次]|编[号码]|代码|(?:指标)?ID|NO\.?", re.IGNORECASE)
_YEAR_ALONE: Final = re.compile(r"\d{4}(?:年度?)?")
_THIS_PERIOD: Final = re.compile("[本当]期")


def propose_uses(
    sheet: ClassifiedSheet, table: TableLayout, title: Title, adds_up: Collection[str]
) -> TableLayout:
    """The table with a use for each column, and with those facts of its title that its values need."""
    subject = table.facts.get("subject")
    if subject is not None and subject.value in {"tasks", "catalogue"}:
        columns = tuple(replace(c, use=use_of(c) if c.heading else "unused") for c in table.columns)
        return replace(table, columns=columns, facts={"subject": subject})
    columns = tuple(_with_growths(table.columns))
    subject = subject or _subject(columns, title.facts.get("subject"))
    proposal = _Proposal(sheet, replace(table, columns=columns), title, adds_up)
    propose = proposal.of_plan if subject.value == "plans" else proposal.of_actual
    # Some were settled by their neighbours.
    used = replace(table, columns=tuple(column if column.use else propose(column) for column in columns))
    return replace(used, facts={**table.facts, "subject": subject, **needed_facts(sheet, used, title)})


def _subject(columns: Iterable[Column], titled: Fact | None) -> Fact:
    """Plan or actual: by the headings; by the title only where they do not say."""
    progress = next((column for column in columns if column.role == "progress"), None)
    measures = {column.meaning.measure for column in columns if column.role == "value"}
    if "target" in measures and measures <= {"target", "growth"}:
        if progress is not None:
            # 完成情况 beside the targets may be what the file was sent for.
            return Fact("plans", "column", progress.letters, progress.heading)
        return Fact("plans", "column", certainty="stated")
    if titled is None:
        return Fact("observations", "column", certainty="stated")
    return titled if "target" in measures or measures <= {""} else replace(titled, value="observations")


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
    periods = [_period(written) for written in (newest, when)]
    return newest if all(periods) and periods[0].key > periods[1].key else when  # type: ignore[union-attr]


def _period(written: object) -> Period | None:
    try:
        return parse(written, year=_ANY_YEAR) if written else None
    except PeriodError:
        return None


@dataclass(frozen=True)
class _Proposal:
    """The uses of the columns of one table; each method takes a column and returns it with its use."""

    sheet: ClassifiedSheet
    table: TableLayout
    title: Title
    adds_up: Collection[str]

    def of_plan(self, column: Column) -> Column:
        meaning = column.meaning
        if column.role != "value":
            result = self._without_values(column)
        elif meaning.measure == "growth":
            result = column.used_as("unused", "inferred", "是计划的增幅")
        elif meaning.measure == "target":
            result = replace(column, use=use_of(column))
        elif any(c.meaning.measure == "target" for c in self.table.with_role("value")):
            result = column.used_as("unused", "inferred", "不是计划数")
        else:
            use = "phase" if re.search("[月季半]", meaning.when) else "target"
            result = replace(column, use=use, certainty="inferred", basis="按标题是计划")
        return result

    def of_actual(self, column: Column) -> Column:
        meaning = self._with_name(column)
        if column.role != "value":
            result = self._without_values(column)
        elif meaning.area == "other":
            result = column.used_as("unused", "inferred", "是其他地区的数")
        elif meaning.measure == "growth" and meaning.span == "month" and self._adds_up(column):
            result = column.used_as("unused", "inferred", "是当月同比，只采用累计同比")
        elif meaning.measure == "target":
            result = replace(
                column, use=use_of(column), certainty="inferred", basis="是计划，与实际数分开上报"
            )
        elif meaning.measure == "month" and _THIS_PERIOD.search(column.heading) and not column.name:
            result = self._of_this_period(column)
        elif meaning.measure:
            use = use_of(replace(column, meaning=meaning))
            result = replace(column, use=use, certainty="inferred" if column.basis else "stated")
        else:
            result = self._without_measure(column)
        if result.certainty == "stated" and self._is_year_of_title(result):
            result = replace(result, certainty="inferred", basis="只写了年份，按全年理解")
        return result

    def _is_year_of_title(self, column: Column) -> bool:
        """Whether a heading names only the year of which the title names months: 2024年累计 under 2024年9月."""
        fact, meaning = self.title.facts.get("period"), column.meaning
        titled, own = _period(fact.value if fact else None), _period(meaning.when)
        is_bare = meaning.measure != "level" and bool(_YEAR_ALONE.fullmatch(meaning.when))
        if column.role != "value" or not is_bare or titled is None or own is None:
            return False
        return titled.kind != "year" and titled.year in {own.year, _ANY_YEAR}

    def _with_name(self, column: Column) -> HeadingMeaning:
        """The meaning of the heading and of the measure that the indicator's name in it carries."""
        name = plain_name(column.name)[0]
        if not column.name or name in self.sheet.names or column.meaning.measure:
            return column.meaning
        _, measure, span = named_measure(name)
        return replace(column.meaning, measure=measure, span=span or column.meaning.span)

    def _of_this_period(self, column: Column) -> Column:
        """本期 means the table's period: since January under 1—9月, the month's own beside 累计 or under 9月."""
        others = [c for c in self.table.columns if c.index != column.index]
        if (period := self._period_to_date()) and not any(map(_is_to_date, others)):
            return column.used_as("ytd", "inferred", f"表的期间是{period}")
        return replace(column, use="month", certainty="inferred", basis="“本期”按当月理解")

    def _without_measure(self, column: Column) -> Column:
        """Numbers of which the heading does not say whether they are since January or of their own month."""
        whens = [part.when for part in column.parts if part.when] or [column.meaning.when]
        period = _period(whens[-1])
        covers_january = period is not None and period.first == 1
        is_unreadable = period is None and bool(whens[-1])
        said = self.title.measure
        if column.basis:
            result = replace(column, use="ytd", certainty="inferred")
        elif covers_january or is_unreadable or not self._needs_measure(column):
            use = "ytd" if covers_january and self._adds_up(column) else "value"
            result = replace(column, use=use)
        elif (period is not None and period.kind == "quarter") or "quarter" in self._kinds_of_rows():
            result = replace(column, use="quarter", certainty="inferred", basis="没有写累计还是当季")
        elif period is not None and any(map(_is_to_date, self.table.columns)):
            result = column.used_as("month", "inferred", "与累计列并列")
        elif self._months_make_total():
            result = column.used_as("month", "inferred", "各月相加等于合计")
        elif said is not None:
            result = column.used_as(said.value, "inferred", f"{said.where}写“{said.words}”")
        elif self._kinds_of_rows() == {"ytd"}:
            result = replace(column, use="ytd")
        else:
            of_table = self._period_to_date() if period is None else None
            basis = f"表的期间是{of_table}" if of_table else "没有写累计还是当月"
            result = column.used_as("ytd", "inferred", basis)
        return result

    def _without_values(self, column: Column) -> Column:
        """A column that says no values: one of numbers that is not used is asked about."""
        cells = cells_under(self.sheet, self.table.body, column.index)
        numbers = [cell for cell, kind in cells if kind == "number" and re.search(r"\d", str(cell))]
        is_numeric = bool(numbers) and len(numbers) >= _HALF * len(cells)
        counted = [str(number) for number in range(1, len(numbers) + 1)]
        is_counted = len(numbers) >= _LEAST_COUNTED and [str(number) for number in numbers] == counted
        is_ordinal = is_counted or bool(_ORDINAL.fullmatch(column.heading.replace(" ", "")))
        if column.role == "area":
            result = self._of_areas(column, {str(cell).strip() for cell, _ in cells})
        elif column.role not in {"", "ignored", "progress", "kind"}:
            result = replace(column, use=use_of(column))
        elif column.role == "progress" and cells and not is_numeric:
            result = column.used_as("unused", "inferred", "是文字，不能当作数")
        elif not is_numeric and self._seems_period(column):
            result = column.used_as("unused", "inferred", "看似期间，未采用")
        elif not is_numeric or is_ordinal:
            result = replace(column, use="unused")
        elif is_total(column.heading) and self._months_make_total():
            result = column.used_as("unused", "inferred", "是各月的合计")
        elif column.role in {"", "kind"}:
            result = column.used_as("undecided", "open", "不知道是什么数")
        else:
            result = replace(column, use=use_of(column), certainty="inferred", basis="不用于写入")
        return result

    def _of_areas(self, column: Column, areas: Collection[str]) -> Column:
        if not areas:
            return replace(column, use="area")
        own = any(map(is_own_area, areas))
        basis = "各行都是本区" if len(areas) == 1 else "只读本区各行" if own else "没有写明本区，各行都读"
        return replace(
            column, use="area", certainty="stated" if own and len(areas) == 1 else "inferred", basis=basis
        )

    def _seems_period(self, column: Column) -> bool:
        """Whether a column holds periods that nobody reads: its heading does not say what they are."""
        is_read = self.table.form == "across" or bool(self.table.with_role("period"))
        return (
            bool(column.heading) and not is_read and holds_periods(self.sheet, self.table.body, column.index)
        )

    def _period_to_date(self) -> Period | None:
        """The table's period by its title, where that is since January."""
        fact = self.title.facts.get("period")
        period = _period(fact.value) if fact else None
        return period if period is not None and period.kind == "ytd" and period.month > 1 else None

    def _adds_up(self, column: Column) -> bool:
        """Whether it has a value of an indicator that adds up."""
        return any(self._indicator(name) in self.adds_up for name in self._names(column))

    def _needs_measure(self, column: Column) -> bool:
        """Whether it has a value of an indicator that adds up and of which no name or row says which months it covers."""
        said = [
            meaning for column in self.table.with_role("row_meaning")
            for cell, _ in cells_under(self.sheet, self.table.body, column.index)
            if (meaning := interpret_heading(cell)).role == "value"
        ]  # fmt: skip
        if said and all(meaning.measure for meaning in said):
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

    def _kinds_of_rows(self) -> set[str]:
        """Which months the periods of the rows cover; 1-9月, 上半年, 累计 and January are all ``ytd``."""
        in_column = next((column.index for column in self.table.with_role("period")), None)
        index = self.table.key if self.table.form == "across" else in_column
        cells = cells_under(self.sheet, self.table.body, index) if index is not None else []
        return {_kind(cell) for cell, _ in cells}

    def _months_make_total(self) -> bool:
        """Whether in every row the months add up to a column 合计."""
        months = [c for c in self.table.with_role("value") if _is_month(c)]
        totals = [c for c in self.table.columns if is_total(c.heading)]
        if len(months) < 2 or len(totals) != 1:  # noqa: PLR2004 - nothing adds up
            return False
        compared = []
        for row in self.table.body:
            total = self.sheet.cell(row, totals[0].index)
            if is_plain(total):
                parts = [self.sheet.cell(row, column.index) for column in months]
                amounts = [float(part) for part in parts if is_plain(part)]
                allowed = _ROUNDING * len(amounts) + 1e-9 * abs(float(total))
                compared.append(abs(sum(amounts) - float(total)) <= allowed)
        return bool(compared) and all(compared)


def _kind(cell: object) -> str:
    period = _period(cell)
    if period is None:
        return interpret_heading(cell).measure
    return "ytd" if period.kind == "year" or period.month == 1 else period.kind


def _is_month(column: Column) -> bool:
    period = _period(column.meaning.when)
    return period is not None and period.kind == "month"


def _is_to_date(column: Column) -> bool:
    meaning = column.meaning
    return column.role == "value" and (
        meaning.measure == "ytd" or bool(re.match(r"(?:\d{4}年)?1[-—]", meaning.when))
    )
