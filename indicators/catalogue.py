"""What is measured and promised: lifts, indicators, targets and tasks, validated on load.

Source: ``data/seed/``, which quotes the zone's own announcement (``article_2024.txt``).
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import pandas as pd
from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from indicators.field_errors import expected_value
from indicators.period import Period, PeriodError
from indicators.settings import SEED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pydantic_core import ErrorDetails

OVERALL = "overall"
ZONE_NAME = "武进国家高新区"
_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]
Finite = Annotated[float, Field(allow_inf_nan=False)]
Year = Annotated[int, Field(ge=2000, le=2100)]
_BlankIsNone = BeforeValidator(lambda cell: None if cell == "" else cell)
UsualSize = Annotated[Finite | None, _BlankIsNone]
OptionalDay = Annotated[date | None, _BlankIsNone]
OptionalYear = Annotated[Year | None, _BlankIsNone]


def _phase(key: str) -> str | None:
    """A phase's period as tables store it; blank for the year's target."""
    try:
        if key:
            Period.from_key(key)
    except PeriodError as error:
        msg = "空（全年目标），或 2024-06、2024Q2"
        raise ValueError(msg) from error
    return key or None


class CatalogueError(ValueError):
    """The catalogue is wrong.

    Attributes:
        problems: one Chinese sentence each; it names file, row, field, the value and what would be right.
    """

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass(frozen=True, config=_STRICT)
class Lift:
    """One of the six areas, or ``overall``; ``promise`` ends in one of the six 新."""

    lift: Name
    order: Annotated[int, Field(ge=0)]
    name: Text
    short: Text
    promise: str
    english: Text


@dataclass(frozen=True, config=_STRICT)
class Indicator:
    """Something measured.

    Attributes:
        kind: flow and count are stored as ytd, stock as level at period end, rate as published, in %, mean as the
            published average since January, in its own unit.
        direction: whether ``more`` or ``less`` is better.
        frequency: the reporting cycle, ``month``, ``quarter`` or ``year``.
        aliases: other names offices use, separated by ``|``.
        quote: the sentence of the announcement; empty for what the customer adds.
        typical_low, typical_high: between which a reported value usually lies, in the unit; None where not known.
        retired: its last day; from the month after that day's on it counts no more. None while it is in use.
    """

    indicator: Name
    lift: Name
    position: int
    headline: bool
    name: Text
    unit: Text
    kind: Literal["flow", "count", "stock", "rate", "mean"]
    direction: Literal["more", "less"]
    decimals: Annotated[int, Field(ge=0, le=6)]
    frequency: Literal["month", "quarter", "year"]
    responsible_unit: str = ""
    lead_official: str = ""
    definition: str = ""
    aliases: str = ""
    quote: str = ""
    typical_low: UsualSize = None
    typical_high: UsualSize = None
    retired: OptionalDay = None


@dataclass(frozen=True, config=_STRICT)
class Target:
    """What the plan asks for: of the year (``period`` empty) or of a phase (``2024-06``, ``2024Q2``)."""

    indicator: Name
    year: Year
    period: Annotated[str | None, BeforeValidator(_phase)]
    target: Finite
    comparator: Literal["at_least", "above", "about", "at_most"]
    wording: Text
    quote: str = ""


@dataclass(frozen=True, config=_STRICT)
class Task:
    """Work with a due date.

    Attributes:
        due_basis: the words that the date rests on.
        year: the plan year that it was announced in, from which on it counts; None: it was always there.
    """

    task: Name
    lift: Name
    title: Text
    due: date
    due_basis: Text
    quote: Text
    year: OptionalYear = None


@dataclass(frozen=True)
class Catalogue:
    """Everything in the seed, in its order."""

    lifts: tuple[Lift, ...]
    indicators: tuple[Indicator, ...]
    targets: tuple[Target, ...] = ()
    tasks: tuple[Task, ...] = ()


T = TypeVar("T")


def read_rows(path: Path, model: type[T]) -> dict[str, T]:
    """Rows of one seed file by their place, ``plan_2024.csv 第3行``; 同上 in ``quote`` repeats the row above.

    Raises:
        CatalogueError: lists every wrong field of the file at once.
    """
    adapter, rows, problems = TypeAdapter(model), {}, []
    above = ""
    for line, record in _records(path):
        if record.get("quote") == "同上":
            record["quote"] = above
        above = record.get("quote") or ""
        place = f"{path.name} 第{line}行"
        try:
            rows[place] = adapter.validate_python(record)
        except ValidationError as error:
            problems += [_problem(place, details) for details in error.errors()]
    if problems:
        raise CatalogueError(problems)
    return rows


def _records(path: Path) -> list[tuple[int, dict[str, str]]]:
    """A file's records with the line each ends on, as an editor numbers it."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle, restkey="多出的列")
            return [(reader.line_num, record) for record in reader]
    except UnicodeDecodeError as error:
        raise CatalogueError([f"{path.name} 无法读取，应为：UTF-8 编码的 CSV"]) from error
    except OSError as error:
        raise CatalogueError([f"{path.name} 无法打开，请检查文件权限"]) from error


def _problem(place: str, error: ErrorDetails) -> str:
    """One validation error as a sentence: place, field, value, what would be right."""
    name = ".".join(map(str, error["loc"])) or "—"
    value = "" if error["type"] == "missing" else f"“{error['input']}” "
    return f"{place} {name}：{value}不对，应为：{expected_value(error)}"


def _read_files(folder: Path, pattern: str, model: type[T], problems: list[str]) -> dict[str, T]:
    """Rows of all files of a pattern by their place; what is wrong is added to ``problems``."""
    rows: dict[str, T] = {}
    files = sorted(folder.glob(pattern))
    if not files:
        problems.append(f"{folder.name} 文件夹中没有 {pattern}，应至少有一个")
    for file in files:
        try:
            rows |= read_rows(file, model)
        except CatalogueError as error:
            problems += error.problems
    return rows


def _column(rows: Mapping[str, object], field: str) -> pd.Series:
    """One field of all rows, by their place."""
    return pd.Series({place: getattr(row, field) for place, row in rows.items()}, dtype=object)


def _repeated(values: pd.Series, what: str) -> list[str]:
    repeated = values[values.duplicated()].items()
    return [f"{place} {what}：“{value}” 重复，应当唯一" for place, value in repeated]


def _unknown(values: pd.Series, known: pd.Series, what: str) -> list[str]:
    unknown, expected = values[~values.isin(known)].items(), "、".join(sorted(known))
    return [f"{place} {what}：“{value}” 不存在，应为：{expected}" for place, value in unknown]


def load(folder: Path = SEED) -> Catalogue:
    """The catalogue of a seed folder: its plans and tasks of all years together.

    Raises:
        CatalogueError: a field is wrong, a name repeats, or a lift or indicator is unknown; lists every problem.
    """
    problems: list[str] = []
    lifts = _read_files(folder, "lifts.csv", Lift, problems)
    indicators = _read_files(folder, "catalogue.csv", Indicator, problems)
    targets = _read_files(folder, "plan_*.csv", Target, problems)
    tasks = _read_files(folder, "tasks_*.csv", Task, problems)
    lift_names, indicator_names = _column(lifts, "lift"), _column(indicators, "indicator")
    periods = {place: f"{t.indicator} {t.year} {t.period or '全年'}" for place, t in targets.items()}
    # What a file with wrong rows leaves out would make the others look wrong.
    problems = problems or [
        *_repeated(lift_names, "lift"),
        *_repeated(indicator_names, "indicator"),
        *_repeated(_column(indicators, "name"), "name"),
        *_repeated(pd.Series(periods, dtype=object), "period"),
        *_repeated(_column(tasks, "task"), "task"),
        *_unknown(_column(indicators, "lift"), lift_names, "lift"),
        *_unknown(_column(tasks, "lift"), lift_names, "lift"),
        *_unknown(_column(targets, "indicator"), indicator_names, "indicator"),
    ]
    if problems:
        raise CatalogueError(problems)
    return Catalogue(
        tuple(lifts.values()), tuple(indicators.values()), tuple(targets.values()), tuple(tasks.values())
    )


@cache
def lifts() -> dict[str, Lift]:
    """The lifts by name, ``overall`` first, then the six in their order."""
    rows = read_rows(SEED / "lifts.csv", Lift).values()
    return {lift.lift: lift for lift in sorted(rows, key=lambda lift: lift.order)}


def lift_name(lift: str | None) -> str:
    """A lift as titles call it; with None, all six: “六提”工程."""
    return "“六提”工程" if lift is None else lifts()[lift].name
