"""Facts about a whole table from its title, the sheet's name and the file's."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from indicators.labels import PLACES, join_names
from indicators.period import PeriodError, parse
from indicators.reading.cells import (
    as_unit,
    half_width,
    normalise_heading,
    split_period,
)
from indicators.reading.formats import letters
from indicators.reading.layout.classify import is_note
from indicators.reading.layout.layout import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indicators.reading.layout.classify import ClassifiedSheet

_UNIT: Final = re.compile(r"(?:^|[(\[\s,;、])(?:计量|计算|金额|数据)?单位\s?:\s?([^()\[\]]*)")
_SHEET_MADE_ON: Final = re.compile(
    "(?:制表|填报|填表|报送|打印|导出|编制|发布|更新|生成|上报|审核|下载|查询)(?:日期|时间|人|单位)?:?"
)
_PLAN: Final = re.compile("计划|目标|任务分解|指标分解|分解表")
_DONE: Final = re.compile("完成|实际|执行|进度|进展|推进|落实|对比|监测|运行")
# A day is the one on which the sheet or file was made, not the period of its values.
_DAY: Final = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日|\d{4}([-/._])\d{1,2}\1\d{1,2}(?!\d)|(?<!\d)(?:19|20)\d{6}(?!\d)"
)
_YEAR_ALONE: Final = re.compile(r"(199\d|20\d\d)年")
_OTHER_AREA: Final = re.compile("全[市省国]|[市省]本级")
_OWN_AREA: Final = re.compile("[本全]区|园区|高新")
# In the order in which they count.
_STATES: Final = ("预计", "快报", "正式")


@dataclass(frozen=True)
class TitleText:
    """A text above a table, or the name of its sheet or file.

    Attributes:
        text: normalised.
        place: one of ``labels.PLACES``.
        where: its cell, or the name.
        words: as written.
    """

    text: str
    place: str
    where: str
    words: str

    def fact(self, value: str) -> Fact:
        """A fact that was read here."""
        return Fact(value, self.place, self.where, self.words)


@dataclass(frozen=True)
class Title:
    """What the title of a table says.

    Attributes:
        facts: period, unit, state and subject, as far as it says them; none is stated, since a title is not the place
            of a value.
        year: for values that name their months themselves.
        measure: ``month`` (当月) or ``ytd`` (累计), empty for neither or both; with where it says so.
    """

    facts: dict[str, Fact]
    year: Fact | None
    measure: Fact | None


def read_title(sheet: ClassifiedSheet, rows: Sequence[int], file: str) -> Title:
    """The title in these rows, then the sheet's name, then the file's: the first that says something counts."""
    texts = texts_above(sheet, rows, file)
    facts = {
        "period": _period(texts),
        "unit": _unit(sheet, rows),
        "state": _state(texts),
        "area": _area(texts),
    }
    joined = "".join(text.text for text in texts)
    plan = next((text for text in texts if _PLAN.search(text.text)), None)
    if plan is not None and not _DONE.search(joined):
        facts["subject"] = plan.fact("plans")
    given = {name: fact for name, fact in facts.items() if fact is not None}
    return Title(given, _year_of(given.get("period")) or _year(texts), _measure(texts))


def texts_above(sheet: ClassifiedSheet, rows: Sequence[int], file: str) -> list[TitleText]:
    """The texts that may say something about a whole table, the nearest first; no remarks and no dates of making."""
    return [*_title(sheet, rows), *_names(sheet, file)]


def _title(sheet: ClassifiedSheet, rows: Sequence[int]) -> Iterator[TitleText]:
    for row in rows:
        for index, cell, _ in sheet.filled(row):
            if isinstance(cell, date):
                continue
            text = normalise_heading(str(cell))
            if not is_note(text) and not _SHEET_MADE_ON.match(text):
                yield TitleText(_DAY.sub("", text), "title", f"{letters(index)}{row + 1}", str(cell).strip())


def _names(sheet: ClassifiedSheet, file: str) -> Iterator[TitleText]:
    if sheet.name:
        yield TitleText(_DAY.sub("", normalise_heading(sheet.name)), "sheet", sheet.name, sheet.name)
    stem = re.sub(r"\.[A-Za-z]{2,4}$", "", file)
    if stem:
        yield TitleText(_DAY.sub("", normalise_heading(stem)), "file", file, file)


def _period(texts: list[TitleText]) -> Fact | None:
    """The first months that are named, with their year; the year alone where no months are.

    The year written with the months counts before any other: 2024年重点工作2025年1-9月 is 2025.
    """
    for text in texts:
        for written in _periods_in(text.text):
            try:
                period = parse(written)
            except PeriodError:
                year = _year(texts)
                return text.fact(written) if year is None else _with_year(text, written, year)
            if period.kind != "year":
                return text.fact(str(period))
    return _year(texts)


def _year_of(period: Fact | None) -> Fact | None:
    """The year of the months that the title names, if it is written with them."""
    year = period.value[:4] if period else ""
    is_together = period is not None and year.isdigit() and "、" not in period.where
    return replace(period, value=f"{year}年") if period and is_together else None


def _year(texts: list[TitleText]) -> Fact | None:
    """The first year that is named."""
    named = ((text, _YEAR_ALONE.search(text.text)) for text in texts)
    return next((text.fact(f"{match[1]}年") for text, match in named if match), None)


def _with_year(text: TitleText, months: str, year: Fact) -> Fact:
    """Months of one text in the year of another; the place is the farther one."""
    value = str(parse(months, year=int(year.value[:4])))
    if year.words == text.words:
        return text.fact(value)
    place = max(text.place, year.place, key=list(PLACES).index)
    return Fact(value, place, f"{text.where}、{year.where}", f"{text.words}、{year.words}")


def _periods_in(text: str) -> Iterator[str]:
    while True:
        text, when = split_period(text)
        if not when:
            return
        yield when


def _unit(sheet: ClassifiedSheet, rows: Sequence[int]) -> Fact | None:
    """The unit of amounts in 单位：亿元、%; it may be in the next cell."""
    for row in rows:
        cells = list(sheet.filled(row))
        nexts = [*(cell for _, cell, _ in cells[1:]), ""]
        for (index, cell, _), following in zip(cells, nexts, strict=False):
            if found := _UNIT.search(half_width(str(cell))):
                written = found[1] or half_width(str(following))
                parts = [as_unit(part) for part in [written, *re.split(r"[、,;/和及\s]|或", written)]]
                # 亿元、% are the units of several indicators; 元/吨 is one.
                units = parts[:1] if parts[0] else list(dict.fromkeys(filter(None, parts)))
                where = f"{letters(index)}{row + 1}"
                return Fact(join_names(units), "title", where, str(cell).strip()) if units else None
    return None


def _state(texts: list[TitleText]) -> Fact | None:
    said = ((text, state) for text in texts for state in _STATES if state in text.text)
    return next((text.fact(state) for text, state in said), None)


def _area(texts: list[TitleText]) -> Fact | None:
    """Another area than the zone, where the title names it and not the zone."""
    named = [(text, _OTHER_AREA.search(text.text)) for text in texts if not _OWN_AREA.search(text.text)]
    return next((text.fact(match[0]) for text, match in named if match), None)


def _measure(texts: list[TitleText]) -> Fact | None:
    month = next((text for text in texts if re.search("当月|本月|单月", text.text)), None)
    to_date = next((text for text in texts if "累计" in text.text), None)
    if (month is None) == (to_date is None):
        return None
    return month.fact("month") if month else to_date.fact("ytd") if to_date else None
