"""Which rows under a heading are values, and what each says of them besides the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from indicators.reading.columns import is_number, is_period
from indicators.reading.findings import Finding
from indicators.reading.grid import Coded, letters
from indicators.reading.headers import plain_name, understand
from indicators.reading.titles import is_note, is_total

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.reading.columns import Column
    from indicators.reading.gathered import Gathered
    from indicators.reading.grid import Body, Numbers
    from indicators.reading.heading import Heading

# What stands in the first row under the heads of statistical forms: 甲 乙 1 2 3.
_COLUMN_MARKS: Final = frozenset("甲乙丙丁")
_ATTRIBUTES: Final = ("period", "year", "unit", "state", "note", "row_meaning")
_MERGED_SHARE: Final = 0.5


@dataclass(frozen=True)
class Rows:
    """Attributes: keep: which rows are values, for each key column. key_words: names or, across, periods.

    Attributes:
        attributes: for each key column those by role: period, year, unit, state, note, row_meaning.
        numbers: value columns by position.
    """

    numbers: dict[int, Numbers]
    key_words: dict[int, Coded]
    keep: dict[int, np.ndarray]
    attributes: dict[int, dict[str, Coded]]


def read_rows(body: Body, heading: Heading, names: Mapping[str, str], gathered: Gathered) -> Rows:
    """Rows without notes, totals, section titles and repeated headings, merged cells filled down."""
    numbers = {c.index: body.numbers(c.index) for c in heading.with_role("value")}
    keys, keep, attributes = {}, {}, {}
    positions = [heading.key] if heading.form == "across" else [c.index for c in heading.with_role("name")]
    for key, until in zip(positions, [*positions[1:], None], strict=True):
        mine = [
            n
            for index, n in numbers.items()
            if (until is None or index < until) and (index > key or key == positions[0])
        ]
        filled = (
            np.logical_or.reduce([n.filled for n in mine]) if mine else np.zeros(len(body.rows), dtype=bool)
        )
        attributes[key] = {
            role: body.words(column.index)
            for role in _ATTRIBUTES
            if (column := _attribute_of(heading, role, key, until, positions[0])) is not None
        }
        keys[key], keep[key] = _values_only(body, heading, key, filled, names, gathered, attributes[key])
        if heading.form == "long" and "period" in attributes[key]:
            attributes[key]["period"] = _filled_if_merged(attributes[key]["period"], keep[key])
    return Rows(numbers, keys, keep, attributes)


def _attribute_of(heading: Heading, role: str, key: int, until: int | None, first: int) -> Column | None:
    """Of blocks side by side each has its own unit; what stands before all of them is theirs together."""
    columns = heading.with_role(role)
    end = len(heading.columns) if until is None else until
    own = [c for c in columns if key < c.index < end]
    shared = [c for c in columns if c.index < first]
    return next(iter([*own, *shared]), None)


def refuse_longer_rows(body: Body, heading: Heading, gathered: Gathered) -> None:
    """In a text file a comma within a number makes two cells of it: 1,820.55 would be read as 1."""
    beyond = {
        place: cell
        for place, cell in body.beyond(heading.width).items()
        if is_number(cell) and any(map(str.isdigit, str(cell)))
    }
    places = sorted(beyond)

    def say(position: int) -> Finding:
        place = places[position]
        return Finding(
            "problem", "longer_row", f"这一行比表头多出一格“{beyond[place]}”，各数可能错位",
            "数字中的千位逗号请去掉，或给整个数加引号；确有这一列的，请补上表头",
            gathered.sheet, int(body.rows[place]), letters(heading.width), str(beyond[place]),
        )  # fmt: skip

    if places:
        gathered.add_rows("longer_row", body.rows[places], heading.width, say)


def _values_only(  # noqa: PLR0913, PLR0917 - one table's parts
    body: Body,
    heading: Heading,
    key: int,
    filled: np.ndarray,
    names: Mapping[str, str],
    gathered: Gathered,
    attributes: Mapping[str, Coded],
) -> tuple[Coded, np.ndarray]:
    raw = body.words(key)
    coded = raw
    stretched = heading.form == "long" or "row_meaning" in attributes
    if stretched:
        coded = _filled_down(coded, filled)
    kind_of = [*(_kind(word, heading.form, names) for word in coded.words), "blank"]

    def is_kind(kind: str) -> np.ndarray:
        is_it: np.ndarray = np.array([one == kind for one in kind_of])[coded.codes]
        return is_it

    _tell_totals(body, heading, raw, filled, gathered)
    end = _until_second_heading(body, heading, key, is_kind("heading") & filled, gathered)
    filled[end:] = False
    said = np.zeros(len(filled), dtype=bool)
    if heading.form == "long":
        for role in ("period", "year"):
            if role in attributes:
                said |= attributes[role].codes >= 0
    marks = is_kind("mark")
    marks[:1] = False
    known = is_kind("known") & (filled | said | (heading.form != "long"))
    keep = ((is_kind("word") | marks) & (filled | said)) | known
    keep[end:] = False
    nameless = is_kind("blank") & filled
    if heading.form != "across":
        _tell_left_out(body, coded, is_kind("growth") & filled, heading, gathered)
        for column in heading.columns:
            # 小计 may stand in a column of its own, left of the names.
            if column.role in {"", "ignored"} and column.index < key and nameless.any():
                words = body.words(column.index)
                _tell_totals(body, heading, words, nameless, gathered)
                nameless &= ~np.array([*(is_total(str(word)) for word in words.words), False])[words.codes]
        _tell_nameless(body, heading, key, nameless, gathered)
    else:
        keep |= nameless
    return coded, keep


def _kind(word: Any, form: str, names: Mapping[str, str]) -> str:  # noqa: ANN401 - a cell
    """Of a key cell: known, word, or what makes its row none of the table's; 同比 alone is none's name."""
    text = str(word)
    if is_period(word, {}) if form == "across" else plain_name(text)[0] in names:
        return "known"
    if is_note(text):
        return "note"
    if is_total(text):
        return "total"
    if text in _COLUMN_MARKS:
        return "mark"
    if isinstance(word, str) and (meaning := understand(word)).role in {"name", "period", "task"}:
        return "heading"
    return "growth" if form != "across" and isinstance(word, str) and meaning.measure == "growth" else "word"


def _filled_down(coded: Coded, wanted: np.ndarray) -> Coded:
    """Blank cells that have values take the word above: a merged cell has its text at the top only."""
    if (coded.codes >= 0).all():
        return coded
    place = np.where(coded.codes >= 0, np.arange(len(coded.codes)), -1)
    above = np.maximum.accumulate(place) if len(place) else place
    taken = np.where((coded.codes < 0) & wanted & (above >= 0), coded.codes[above], coded.codes)
    return Coded(taken, coded.words)


def _filled_if_merged(coded: Coded, kept: np.ndarray) -> Coded:
    """Periods are filled down only where blanks are the rule; a single blank is a mistake to be told."""
    blank = (coded.codes < 0) & kept
    return _filled_down(coded, kept) if blank.sum() > _MERGED_SHARE * max(int(kept.sum()), 1) else coded


def _tell_totals(body: Body, heading: Heading, coded: Coded, filled: np.ndarray, gathered: Gathered) -> None:
    for code, word in enumerate(coded.words):
        if not is_total(str(word)):
            continue
        rows = body.rows[(coded.codes == code) & filled]
        if len(rows):
            listed = "、".join(str(row) for row in rows[:10].tolist())
            gathered.add(
                "note", "totals_left_out", f"“{word}”行未读取（第{listed}行）", fix="如需上报，请写明指标名称",
                row=int(rows[0]), index=heading.key, found=str(word),
            )  # fmt: skip


def _tell_left_out(
    body: Body, coded: Coded, growths: np.ndarray, heading: Heading, gathered: Gathered
) -> None:
    rows = body.rows[growths]
    if len(rows):
        word = str(coded.words[coded.codes[np.flatnonzero(growths)[0]]])
        listed = "、".join(str(row) for row in rows[:10].tolist())
        gathered.add(
            "question", "growth_rows_left_out", f"“{word}”行未读取（第{listed}行）", row=int(rows[0]),
            fix="确认不报；如需上报同比，请放在“同比”列", index=heading.key,
            column=heading.columns[heading.key].label, found=word,
        )  # fmt: skip


def _until_second_heading(
    body: Body, heading: Heading, key: int, headings: np.ndarray, gathered: Gathered
) -> int:
    """How many rows belong to the table: a second heading with other columns ends it, and is told."""
    again = np.flatnonzero(headings)
    if not len(again):
        return len(headings)
    wanted = {c.index: c.heading.split(" ")[-1] for c in heading.with_role("value")}
    numbers = {index: body.numbers(index) for index in wanted}
    for at in again.tolist():
        same = all(
            n.odd[at] >= 0 and (n.raws[n.odd[at]] is None or str(n.raws[n.odd[at]]) == wanted[index])
            for index, n in numbers.items()
        )
        if not same:
            gathered.add(
                "problem", "second_heading", "这里另有一个表头，其下各行未读取", row=int(body.rows[at]), index=key,
                fix="一张工作表只放一个表，或分成几个文件",
            )  # fmt: skip
            return int(at)
    return len(headings)


def _tell_nameless(body: Body, heading: Heading, key: int, nameless: np.ndarray, gathered: Gathered) -> None:
    column = heading.columns[key]

    def say(position: int) -> Finding:
        return Finding(
            "problem", "missing_name", "有数值，但没有指标名称", "填写指标名称", gathered.sheet,
            int(rows[position]), column.label,
        )  # fmt: skip

    rows = body.rows[nameless]
    gathered.add_rows("missing_name", rows, key, say)
