"""What each column of a table is used for, how sure that is, and why it is no more than inferred."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from indicators.reading.cells import HeadingMeaning, named_measure, plain_name
from indicators.reading.layout.classify import is_total
from indicators.reading.layout.columns import cells_under, holds_periods, use_of
from indicators.reading.layout.evidence import ANY_YEAR, Evidence, is_to_date, period_or_none
from indicators.reading.layout.layout import Fact
from indicators.reading.layout.needed_facts import needed_facts
from indicators.reading.layout.rows import is_own_area

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from indicators.reading.layout.classify import ClassifiedSheet
    from indicators.reading.layout.columns import Column
    from indicators.reading.layout.layout import TableLayout
    from indicators.reading.layout.title import Title

_HALF: Final = 0.5
# So many rows counted 1, 2, 3 … are numbers of rows.
_LEAST_COUNTED: Final = 3
_ORDINAL: Final = re.compile(r"(?:顺)?序号?|行[号次]|编[号码]|代码|(?:指标)?ID|NO\.?", re.IGNORECASE)
_YEAR_ALONE: Final = re.compile(r"\d{4}(?:年度?)?")
_REVISED: Final = re.compile("[调修][整订]后")
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
    used = replace(table, columns=columns)
    evidence = Evidence(sheet, used, title.facts.get("period"), adds_up)
    proposal = _Proposal(sheet, used, title, evidence)
    propose = proposal.of_plan if subject.value == "plans" else proposal.of_actual
    used = replace(table, columns=tuple(_from_the_left(columns, propose)))
    return replace(used, facts={**table.facts, "subject": subject, **needed_facts(sheet, used, title)})


def _from_the_left(columns: Iterable[Column], propose: Callable[[Column], Column]) -> Iterator[Column]:
    """Columns with their uses; a bare 同比 is that of the months of the column on its left."""
    months = ""
    for column in columns:
        is_growth = column.role == "value" and column.meaning.measure == "growth"
        if is_growth and not column.use and not column.meaning.span:
            column = replace(column, meaning=replace(column.meaning, span=months))  # noqa: PLW2901
        # Some were settled by their neighbours.
        used = column if column.use else propose(column)
        if used.role == "value" and not is_growth:
            months = used.use if used.use in {"month", "ytd"} else ""
        yield used


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
    """A growth next to a target is the plan's; right of 2023年 and 2024年 it is that of the newer one."""
    result: list[Column] = []
    measure, newest = "", ""
    for column in columns:
        meaning = column.meaning
        if column.role == "value" and meaning.measure == "growth":
            if measure == "target" and not meaning.span:
                result.append(column.used_as("unused", "inferred", "是计划的增幅"))
                continue
            meaning = replace(meaning, when=meaning.when or newest)
        elif column.role == "value":
            starts_group = result and result[-1].meaning.measure == "growth"
            newest = meaning.when if starts_group else _later(newest, meaning.when)
            measure = meaning.measure
        result.append(replace(column, meaning=meaning))
    return result


def _later(newest: str, when: str) -> str:
    """The later of two periods as written; ``when`` where either is none."""
    periods = [period_or_none(written) for written in (newest, when)]
    return newest if all(periods) and periods[0].key > periods[1].key else when  # type: ignore[union-attr]


@dataclass(frozen=True)
class _Proposal:
    """The uses of the columns of one table; each method takes a column and returns it with its use."""

    sheet: ClassifiedSheet
    table: TableLayout
    title: Title
    evidence: Evidence

    def of_plan(self, column: Column) -> Column:
        meaning = column.meaning
        if column.role != "value":
            result = self._without_values(column)
        elif meaning.measure == "growth":
            result = column.used_as("unused", "inferred", "是计划的增幅")
        elif meaning.measure == "target" and self._is_revised_elsewhere(column):
            result = column.used_as("unused", "inferred", "另有调整后的目标")
        elif meaning.measure == "target":
            result = replace(column, use=use_of(column))
        elif any(c.meaning.measure == "target" for c in self.table.with_role("value")):
            result = column.used_as("unused", "inferred", "不是计划数")
        else:
            use = "phase" if re.search("[月季半]", meaning.when) else "target"
            result = replace(column, use=use, certainty="inferred", basis="按标题是计划")
        return result

    def _is_revised_elsewhere(self, column: Column) -> bool:
        """Whether another column has the target of the same time as it was revised."""
        targets = [c for c in self.table.with_role("value") if c.meaning.measure == "target"]
        revised = [c for c in targets if _REVISED.search(c.heading) and c.meaning.when == column.meaning.when]
        return bool(revised) and column not in revised

    def of_actual(self, column: Column) -> Column:
        meaning = self._with_name(column)
        if column.role != "value":
            result = self._without_values(column)
        elif meaning.area == "other":
            result = column.used_as("unused", "inferred", "是其他地区的数")
        elif meaning.measure == "growth" and meaning.span == "month" and self.evidence.adds_up(column):
            result = column.used_as("unused", "inferred", "是当月同比，只采用累计同比")
        elif meaning.measure == "target":
            result = replace(
                column, use=use_of(column), certainty="inferred", basis="是计划，与实际数分开上报"
            )
        elif meaning.measure == "month" and _THIS_PERIOD.search(column.heading) and not column.name:
            result = self._of_thisperiod_or_none(column)
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
        titled, own = period_or_none(fact.value if fact else None), period_or_none(meaning.when)
        is_bare = meaning.measure != "level" and bool(_YEAR_ALONE.fullmatch(meaning.when))
        if column.role != "value" or not is_bare or titled is None or own is None:
            return False
        return titled.kind != "year" and titled.year in {own.year, ANY_YEAR}

    def _with_name(self, column: Column) -> HeadingMeaning:
        """The meaning of the heading and of the measure that the indicator's name in it carries."""
        name = plain_name(column.name)[0]
        if not column.name or name in self.sheet.names or column.meaning.measure:
            return column.meaning
        _, measure, span = named_measure(name)
        return replace(column.meaning, measure=measure, span=span or column.meaning.span)

    def _of_thisperiod_or_none(self, column: Column) -> Column:
        """本期 means the table's period: since January under 1—9月, the month's own beside 累计 or under 9月."""
        others = [c for c in self.table.columns if c.index != column.index]
        if (period := self.evidence.period_to_date()) and not any(map(is_to_date, others)):
            return column.used_as("ytd", "inferred", f"表的期间是{period}")
        return replace(column, use="month", certainty="inferred", basis="“本期”按当月理解")

    def _without_measure(self, column: Column) -> Column:
        """Numbers of which the heading does not say whether they are since January or of their own month."""
        whens = [part.when for part in column.parts if part.when] or [column.meaning.when]
        period = period_or_none(whens[-1])
        covers_january = period is not None and period.first == 1
        is_unreadable = period is None and bool(whens[-1])
        said = self.title.measure
        if column.basis:
            result = replace(column, use="ytd", certainty="inferred")
        elif covers_january or is_unreadable or not self.evidence.needs_measure(column):
            use = "ytd" if covers_january and self.evidence.adds_up(column) else "value"
            result = replace(column, use=use)
        elif (period is not None and period.kind == "quarter") or "quarter" in self.evidence.kinds_of_rows():
            result = replace(column, use="quarter", certainty="inferred", basis="没有写累计还是当季")
        elif self.evidence.is_beside_its_sum(column) or (
            period is not None and any(map(is_to_date, self.table.columns))
        ):
            result = column.used_as("month", "inferred", "与累计列并列")
        elif self.evidence.months_make_total():
            result = column.used_as("month", "inferred", "各月相加等于合计")
        elif said is not None:
            result = column.used_as(said.value, "inferred", f"{said.where}写“{said.words}”")
        elif self.evidence.kinds_of_rows() == {"ytd"}:
            result = replace(column, use="ytd")
        else:
            of_table = self.evidence.period_to_date() if period is None else None
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
        elif not is_numeric and self._seemsperiod_or_none(column):
            result = column.used_as("unused", "inferred", "看似期间，未采用")
        elif not is_numeric or is_ordinal:
            result = replace(column, use="unused")
        elif is_total(column.heading) and self.evidence.months_make_total():
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

    def _seemsperiod_or_none(self, column: Column) -> bool:
        """Whether a column holds periods that nobody reads: its heading does not say what they are."""
        is_read = self.table.form == "across" or bool(self.table.with_role("period"))
        return (
            bool(column.heading) and not is_read and holds_periods(self.sheet, self.table.body, column.index)
        )
