"""What is measured and promised: lifts, indicators, targets and tasks, validated on load.

Source: ``data/seed/``, which quotes the zone's own announcement (``article_2024.txt``).
"""

from __future__ import annotations

import csv
from dataclasses import field
from datetime import date  # noqa: TC003 - pydantic reads the annotation when the class is made
from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from indicators.field_errors import expected_value
from indicators.period import Period, PeriodError
from indicators.settings import SEED

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic_core import ErrorDetails

OVERALL = "overall"
_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]


def _phase(key: str) -> str | None:
    """A phase's period as tables store it; blank for the year's target."""
    if not key:
        return None
    try:
        Period.from_key(key)
    except PeriodError as error:
        msg = "空（全年目标），或 2024-06、2024Q2"
        raise ValueError(msg) from error
    return key


class CatalogueError(ValueError):
    """The catalogue is wrong.

    Attributes:
        problems: one Chinese sentence each, naming file, row, field, the value and what would be right.
    """

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass(frozen=True, config=_STRICT)
class Lift:
    """One of the six areas, or ``overall``. ``promise`` ends in one of the six 新."""

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
        kind: flow and count are stored as ytd, stock as level at period end, rate as published, in %.
        direction: whether ``more`` or ``less`` is better.
        frequency: the reporting cycle, ``month``, ``quarter`` or ``year``.
        aliases: other names offices use, separated by ``|``.
        quote: the sentence of the announcement; empty for what the customer adds.
    """

    indicator: Name
    lift: Name
    position: int
    headline: bool
    name: Text
    unit: Text
    kind: Literal["flow", "count", "stock", "rate"]
    direction: Literal["more", "less"]
    decimals: Annotated[int, Field(ge=0, le=6)]
    frequency: Literal["month", "quarter", "year"]
    responsible_unit: str = ""
    lead_official: str = ""
    definition: str = ""
    aliases: str = ""
    quote: str = ""


@dataclass(frozen=True, config=_STRICT)
class Target:
    """What the plan asks for: of the year (``period`` empty) or of a phase (``2024-06``, ``2024Q2``)."""

    indicator: Name
    year: Annotated[int, Field(ge=2000, le=2100)]
    period: Annotated[str | None, BeforeValidator(_phase)]
    target: Annotated[float, Field(allow_inf_nan=False)]
    comparator: Literal["at_least", "above", "about", "at_most"]
    wording: Text
    quote: str = ""


@dataclass(frozen=True, config=_STRICT)
class Task:
    """A deed with a due date. ``due_basis``: the words in the text that the date rests on."""

    task: Name
    lift: Name
    title: Text
    due: date
    due_basis: Text
    quote: Text


@dataclass(frozen=True)
class Catalogue:
    """Everything the seed says, in its order."""

    lifts: tuple[Lift, ...]
    indicators: tuple[Indicator, ...]
    targets: tuple[Target, ...] = field(default=())
    tasks: tuple[Task, ...] = field(default=())


T = TypeVar("T")


def _problem(file: str, row: int, error: ErrorDetails) -> str:
    """One validation error as a sentence: file, row, field, value, what would be right."""
    name = ".".join(map(str, error["loc"])) or "—"
    found = "" if error["type"] == "missing" else f"“{error['input']}” "
    return f"{file} 第{row}行 {name}：{found}不对，应为：{expected_value(error)}"


def read_rows(path: Path, model: type[T]) -> list[T]:
    """Rows of one seed file (UTF-8 CSV) as validated objects; 同上 in ``quote`` repeats the row above.

    Raises:
        CatalogueError: lists every wrong field of the file at once.
    """
    adapter, rows, problems = TypeAdapter(model), [], []
    above = ""
    for number, record in _records(path):
        if record.get("quote") == "同上":
            record["quote"] = above
        above = record.get("quote") or ""
        try:
            rows.append(adapter.validate_python(record))
        except ValidationError as error:
            problems += [_problem(path.name, number, e) for e in error.errors()]
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
        raise CatalogueError([f"{path.name} 无法打开：{error}"]) from error


def _repeated(places: list[str], names: list[str], what: str) -> list[str]:
    seen: set[str] = set()
    problems = []
    for place, name in zip(places, names, strict=True):
        if name in seen:
            problems.append(f"{place} {what}：“{name}” 重复，应当唯一")
        seen.add(name)
    return problems


def _unknown(places: list[str], names: list[str], known: set[str], what: str) -> list[str]:
    return [
        f"{place} {what}：“{name}” 不存在，应为：{'、'.join(sorted(known))}"
        for place, name in zip(places, names, strict=True)
        if name not in known
    ]


def _read_files(
    folder: Path, pattern: str, model: type[T], problems: list[str]
) -> tuple[list[str], tuple[T, ...]]:
    """Rows of all files of a pattern, and the place of each: ``plan_2024.csv 第3行``; what is wrong joins ``problems``."""
    places: list[str] = []
    rows: list[T] = []
    files = sorted(folder.glob(pattern))
    if not files:
        problems.append(f"{folder.name} 文件夹中没有 {pattern}，应至少有一个")
    for file in files:
        try:
            read = read_rows(file, model)
        except CatalogueError as error:
            problems.extend(error.problems)
        else:
            places += [f"{file.name} 第{number}行" for number in range(2, len(read) + 2)]
            rows += read
    return places, tuple(rows)


def load(folder: Path = SEED) -> Catalogue:
    """The catalogue of a seed folder: its plans and tasks of all years together.

    Raises:
        CatalogueError: a field is wrong, a name repeats, or a row names a lift or indicator that is not
            there; every problem is listed with file, row, field and what would be right.
    """
    problems: list[str] = []
    of_lifts, lifts = _read_files(folder, "lifts.csv", Lift, problems)
    of_indicators, indicators = _read_files(folder, "catalogue.csv", Indicator, problems)
    of_targets, targets = _read_files(folder, "plan_*.csv", Target, problems)
    of_tasks, tasks = _read_files(folder, "tasks_*.csv", Task, problems)
    if problems:
        # What a file with wrong rows leaves out would make the others look wrong.
        raise CatalogueError(problems)
    known_lifts, known = {lift.lift for lift in lifts}, {i.indicator for i in indicators}
    periods = [f"{t.indicator} {t.year} {t.period or '全年'}" for t in targets]
    problems = [
        *_repeated(of_lifts, [lift.lift for lift in lifts], "lift"),
        *_repeated(of_indicators, [i.indicator for i in indicators], "indicator"),
        *_repeated(of_indicators, [i.name for i in indicators], "name"),
        *_repeated(of_targets, periods, "period"),
        *_repeated(of_tasks, [task.task for task in tasks], "task"),
        *_unknown(of_indicators, [i.lift for i in indicators], known_lifts, "lift"),
        *_unknown(of_tasks, [task.lift for task in tasks], known_lifts, "lift"),
        *_unknown(of_targets, [t.indicator for t in targets], known, "indicator"),
    ]
    if problems:
        raise CatalogueError(problems)
    return Catalogue(lifts, indicators, targets, tasks)


@cache
def lifts() -> dict[str, Lift]:
    """The lifts by name, ``overall`` first, then the six in their order."""
    rows = read_rows(SEED / "lifts.csv", Lift)
    return {lift.lift: lift for lift in sorted(rows, key=lambda lift: lift.order)}
