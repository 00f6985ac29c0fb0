"""What each cell of a sheet is, decided once: the headings are found by that alone; and rows that belong to no table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal

from indicators.period import PeriodError, parse
from indicators.reading.cells import (
    NumberError,
    as_unit,
    interpret_heading,
    is_plain,
    normalise_heading,
    parse_number,
    plain_name,
)
from indicators.reading.formats import as_grid, cell_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from indicators.reading.parsed import DecodedFile

# ``number`` is also the mark of a missing one, ``name`` the name of an indicator or task that is known.
Kind = Literal["empty", "number", "period", "name", "unit", "heading", "text"]
_ANY_YEAR = 2000
_NOTES: Final = re.compile(
    r"(?:注释?|备注|说明|附注|编者注|(?:数据|资料|信息)?来源|填报人|填报单位|填表人|制表人?|制表单位|审核人?|复核人?|经办人|联系人|联系电话|电话|单位负责人|"
    r"统计负责人|负责人|报出日期|填报日期|填报时间|制表日期|制表时间|签字|盖章|打印日期)\s*\d*\s*[:、.(]|注\d*$"
)
_TOTALS: Final = re.compile("(?:合|小|总)计(?:数|值)?|总量合计|本页小计")


@dataclass(frozen=True)
class ClassifiedSheet:
    """The cells of a sheet and what each of them is.

    Attributes:
        name: of the sheet.
        cells: rows without blank ends.
        kinds: of the same shape.
        names: plain names of what is known -> id.
        shown: text of cells that the sheet shows otherwise, by row and column from 0.
        merged: top, left, bottom and right of merged cells, from 0.
        is_text: whether it is a text file, where a comma within a number makes two cells of it.
    """

    name: str
    cells: list[list[Any]]
    kinds: list[list[Kind]]
    names: Mapping[str, str]
    shown: Mapping[tuple[int, int], str]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    is_text: bool = False

    def cell(self, row: int, column: int) -> Any:  # noqa: ANN401
        """A cell; None outside the sheet."""
        return cell_at(self.cells, row, column)

    def kind(self, row: int, column: int) -> Kind:
        """What a cell is; ``empty`` outside the sheet."""
        return cell_at(self.kinds, row, column) or "empty"

    def filled(self, row: int) -> Iterator[tuple[int, Any, Kind]]:
        """The cells of a row that are not blank: index, cell, kind."""
        for index, (cell, kind) in enumerate(zip(self.cells[row], self.kinds[row], strict=True)):
            if kind != "empty":
                yield index, cell, kind


def classify_file(source: DecodedFile, names: Mapping[str, str]) -> tuple[ClassifiedSheet, ...]:
    """The sheets of a file, classified; a text is a name only if it is one of ``names``."""
    sheets = []
    for sheet in source.sheets:
        cells = as_grid(sheet.cells)
        kinds = [[classify(cell, names) for cell in row] for row in cells]
        is_text = bool(source.separator)
        sheets.append(ClassifiedSheet(sheet.name, cells, kinds, names, sheet.shown, sheet.merged, is_text))
    return tuple(sheets)


def classify(cell: object, names: Mapping[str, str]) -> Kind:
    """What one cell is."""
    if cell is None:
        return "empty"
    if isinstance(cell, str):
        return "number" if is_plain(cell) else "name" if plain_name(cell)[0] in names else _kind_of_text(cell)
    return "number" if is_plain(cell) else "period" if _is_period(cell) else "text"


@lru_cache(maxsize=65_536)
def _kind_of_text(text: str) -> Kind:
    try:
        parse_number(text)
    except NumberError:
        pass
    else:
        return "number"
    if _is_period(text):
        return "period"
    if as_unit(text):
        return "unit"
    return "heading" if interpret_heading(text).role else "text"


def _is_period(cell: object) -> bool:
    try:
        parse(cell, year=_ANY_YEAR)
    except PeriodError:
        return False
    return True


def may_be_period(cell: object, kind: Kind) -> bool:
    """Whether a cell may be a period, or say 累计 or 同比 of the table's; bare numbers may (2024, 202409)."""
    if kind in {"period", "number"}:
        return kind == "period" or _is_period(cell)
    meaning = interpret_heading(cell)
    return kind == "heading" and meaning.role == "value" and bool(meaning.when or meaning.measure)


def is_note(text: str) -> bool:
    """Whether a row that begins with this text is outside the table: 注：…, 数据来源：…, 填报人：."""
    return bool(_NOTES.match(normalise_heading(text)))


def is_total(text: str) -> bool:
    """Whether a row adds others up: 合计, 小计, 总计."""
    return bool(_TOTALS.fullmatch(plain_name(text)[0]))
