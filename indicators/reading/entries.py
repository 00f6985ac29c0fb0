"""Rows and columns put together: one entry per value, whatever the layout was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from indicators.reading import targets
from indicators.reading.contract import ENTRY_COLUMNS
from indicators.reading.findings import Finding
from indicators.reading.grid import Numbers, combine, translated
from indicators.reading.said import MONTH_GROWTH, Said
from indicators.reading.unit_text import is_multiplier, multiplied
from indicators.reading.values import EXPECTED, Number, NumberError, parse_growth, parse_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indicators.reading.columns import Column
    from indicators.reading.findings import Level
    from indicators.reading.gathered import Gathered
    from indicators.reading.grid import Coded
    from indicators.reading.heading import Heading
    from indicators.reading.rows import Rows
    from indicators.reading.said import Sayings

# So many blanks among the first thousand, and it pays to look only at the few cells that hold something.
_MOSTLY = 900
_CATEGORICAL = ("column", "name", "period", "span", "measure", "found", "unit", "state", "note")


@dataclass
class _Words:
    """The categories of one column, shared by all its pieces."""

    known: dict[str, int] = field(default_factory=dict)
    pieces: list[np.ndarray] = field(default_factory=list)

    def add(self, codes: np.ndarray, words: Sequence[str | None], *, rare: bool = False) -> None:
        """Codes into ``words``; None is missing."""
        place = [-1 if word is None else self.known.setdefault(word, len(self.known)) for word in words]
        self.pieces.append(translated(place, codes, rare=rare))

    def categorical(self, order: np.ndarray | None) -> pd.Categorical:
        """All pieces, in ``order``; categories sorted."""
        codes = np.concatenate(self.pieces) if len(self.pieces) != 1 else self.pieces[0]
        self.pieces = []
        words = sorted(self.known)
        place = {word: code for code, word in enumerate(words)}
        if words != list(self.known):
            rare = bool(np.count_nonzero(codes[:1000] < 0) > _MOSTLY)
            codes = translated([place[word] for word in self.known], codes, rare=rare)
        return pd.Categorical.from_codes(
            codes if order is None else codes[order], pd.Index(words, dtype=object)
        )


def build_entries(
    heading: Heading, rows_at: np.ndarray, rows: Rows, sayings: Sayings, gathered: Gathered
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Entries in the order of the file, ``ENTRY_COLUMNS``; what cannot be read is left out and told.

    Returns:
        The entries, and the names beside what was left out with their first row.
    """
    words = {name: _Words() for name in _CATEGORICAL}
    lines: list[np.ndarray] = []
    values: list[np.ndarray] = []
    unread: dict[str, int] = {}
    for column in heading.with_role("value"):
        key = max((k for k in rows.key_words if k < column.index), default=next(iter(rows.key_words)))
        at = _places(rows.keep[key])
        names, attributes = rows.key_words[key], rows.attributes[key]
        # Names that say the same beside the name itself are looked at together: far fewer combinations.
        by_kind = sayings.by_kind(names)
        codes, said, cells = _said_of(column, at, attributes, by_kind or names, sayings)
        if by_kind is not None and any(one.problem for one in said):  # told by name
            by_kind = None
            codes, said, cells = _said_of(column, at, attributes, names, sayings)
        numbers = _taken(rows.numbers[column.index], at)
        measure = "target" if sayings.targets else column.meaning.measure
        parsed, good = _parsed(numbers, column, measure, rows_at[at], gathered)
        for code, one in enumerate(said):
            if one.problem and _is_new(one, column, cells[code], gathered):
                label = heading.columns[one.place].label
                _tell_problem(one, label, rows_at[at][codes == code], gathered)
        if not good.all() or any(one.problem for one in said):
            fine = np.array([not one.problem for one in said], dtype=bool)[codes]
            wanted = np.flatnonzero(fine & good)
            refused = np.array([one.problem not in {"", MONTH_GROWTH} for one in said], dtype=bool)[codes]
            lost = np.flatnonzero(refused | ~good)
            named = codes if by_kind is None else names.codes[at]
            known = [one.name for one in said] if by_kind is None else sayings.plain(names).words
            for code, place in zip(*np.unique(named[lost], return_index=True), strict=True):
                unread.setdefault(known[code], int(rows_at[at][lost[place]]))
            at = wanted if isinstance(at, slice) else at[wanted]
            codes, numbers = codes[wanted], _taken(numbers, wanted)
        lines.append(rows_at[at])
        values.append(_values(numbers, parsed))
        _add_words(words, codes, said, numbers, parsed, column)
        if by_kind is None:
            words["name"].add(codes, [one.name for one in said])
        else:
            _add_attribute(words["name"], sayings.plain(names), len(codes), at)
        for role in ("state", "note"):
            _add_attribute(words[role], sayings.attribute(role, attributes.get(role)), len(codes), at)
    return _frame(words, lines, values), unread


def _places(keep: np.ndarray) -> np.ndarray | slice:
    """Where rows are kept; a slice where all are, which copies nothing."""
    return slice(None) if keep.all() else np.flatnonzero(keep)


def _said_of(
    column: Column, at: np.ndarray | slice, attributes: Mapping[str, Coded], keys: Coded, sayings: Sayings
) -> tuple[np.ndarray, list[Said], list[list[Any]]]:
    """What rows and heading say of each value, worked out once for each combination that stands there."""
    roles = [role for role in ("period", "year", "unit", "row_meaning") if role in attributes]
    columns = [keys, *(attributes[role] for role in roles)]
    codes, distinct = combine(*(c.codes[at] for c in columns))
    cells = [
        [c.words[code] if code >= 0 else None for c, code in zip(columns, parts, strict=True)]
        for parts in distinct
    ]
    said = [sayings.of(column, key, **dict(zip(roles, rest, strict=True))) for key, *rest in cells]
    return codes, said, cells


def _taken(numbers: Numbers, at: np.ndarray | slice) -> Numbers:
    return Numbers(numbers.floats[at], numbers.odd[at], numbers.raws)


def _parsed(
    numbers: Numbers, column: Column, measure: str, lines: np.ndarray, gathered: Gathered
) -> tuple[list[Number | None], np.ndarray]:
    """Each distinct odd cell once; which rows hold a number or none at all; the rest is told."""
    parse = {"target": targets.parse_target, "growth": parse_growth}.get(measure, parse_number)
    parsed: list[Number | None] = []
    wrong: dict[int, NumberError] = {}
    for code, raw in enumerate(numbers.raws):
        try:
            parsed.append(parse(raw))
        except NumberError as error:
            parsed.append(None)
            wrong[code] = error
    if not parsed:
        return parsed, np.ones(1, dtype=bool)
    good = np.array([*(number is not None for number in parsed), True])[numbers.odd]
    for kind in ("unreadable_number", "formula_error"):
        bad = np.array([*(code in wrong and wrong[code].code == kind for code in range(len(parsed))), False])
        places = np.flatnonzero(bad[numbers.odd])

        def say(position: int, places: np.ndarray = places, kind: str = kind) -> Finding:
            error = wrong[int(numbers.odd[places[position]])]
            right = targets.EXPECTED if measure == "target" else EXPECTED
            fix = right if kind == "unreadable_number" else "改正公式，或改填数字；没有数据请留空"
            line = int(lines[places[position]])
            return Finding(
                "problem", kind, str(error), fix, gathered.sheet, line, column.label, str(error.raw)
            )

        if len(places):
            gathered.add_rows(kind, lines[places], column.index, say)
    return parsed, good


def _is_new(one: Said, column: Column, cells: list[Any], gathered: Gathered) -> bool:
    """Whether it was told before: what a heading lacks once, what a row lacks not for each of its values."""
    if one.problem == MONTH_GROWTH:
        return gathered.is_new(one.problem, one.name)
    return gathered.is_new(one.problem, one.place, one.found if one.place == column.index else str(cells))


def _tell_problem(one: Said, label: str, lines: np.ndarray, gathered: Gathered) -> None:
    level: Level = "note" if one.problem == MONTH_GROWTH else "problem"

    def say(position: int) -> Finding:
        line = int(lines[position])
        return Finding(level, one.problem, one.message, one.fix, gathered.sheet, line, label, one.found)

    if one.of_heading:
        lines = lines[:1]
    gathered.add_rows(one.problem, lines, one.place, say)


def _values(numbers: Numbers, parsed: list[Number | None]) -> np.ndarray:
    if not parsed:
        return numbers.floats
    floats = numbers.floats.copy()
    at = np.flatnonzero(numbers.odd >= 0)
    floats[at] = np.array([number.value if number else np.nan for number in parsed])[numbers.odd[at]]
    return floats


def _add_words(  # noqa: PLR0913, PLR0917 - one column's parts
    words: dict[str, _Words],
    codes: np.ndarray,
    said: list[Said],
    numbers: Numbers,
    parsed: list[Number | None],
    column: Column,
) -> None:
    words["column"].add(np.zeros(len(codes), dtype=np.int8), [column.label])
    for name in ("period", "span", "measure"):
        words[name].add(codes, [getattr(one, name) for one in said])
    shown = ["" if raw is None else str(raw).strip() for raw in numbers.raws]
    words["found"].add(numbers.odd, shown, rare=True)
    behind = [number.unit if number else "" for number in parsed]
    if not any(behind):
        words["unit"].add(codes, [one.unit for one in said])
        return
    both, distinct = combine(codes, numbers.odd)
    words["unit"].add(
        both, [_unit(behind[odd] if odd >= 0 else "", said[code].unit) for code, odd in distinct]
    )


def _unit(behind: str, unit: str) -> str:
    """The unit behind the number is the nearest; 万 alone multiplies the one of heading or column."""
    return multiplied(behind, unit) if is_multiplier(behind) else behind or unit


def _add_attribute(words: _Words, coded: Coded | None, rows: int, at: np.ndarray | slice) -> None:
    if coded is None:
        words.add(np.zeros(rows, dtype=np.int8), [""])
    else:
        codes = coded.codes[at]
        words.add(np.where(codes < 0, len(coded.words), codes), [*coded.words, ""])


def _frame(words: dict[str, _Words], lines: list[np.ndarray], values: list[np.ndarray]) -> pd.DataFrame:
    at = np.concatenate(lines) if lines else np.zeros(0, dtype=np.int32)
    value = np.concatenate(values) if values else np.zeros(0)
    order = np.argsort(at, kind="stable") if len(lines) > 1 else None
    columns: dict[str, Any] = {
        name: word.categorical(order) if lines else pd.Categorical([]) for name, word in words.items()
    }
    columns["row"] = (at if order is None else at[order]).astype(np.int32, copy=False)
    columns["value"] = value if order is None else value[order]
    return pd.DataFrame({name: columns[name] for name in ENTRY_COLUMNS}, copy=False)
