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

from indicators.settings import SEED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pydantic_core import ErrorDetails

OVERALL = "overall"
_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]
Blankable = Annotated[str | None, BeforeValidator(lambda value: value or None)]


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
    period: Blankable
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
_MEANINGS = {
    "string_pattern_mismatch": "小写字母开头，只含小写字母、数字和下划线",
    "string_too_short": "不能为空",
    "missing": "缺少这一列",
    "unexpected_keyword_argument": "没有这一列，请删除",
    "int_parsing": "整数",
    "float_parsing": "数字",
    "finite_number": "有限的数字",
    "bool_parsing": "yes 或 no",
    "date_from_datetime_parsing": "日期，如 2024-12-31",
}


def _problem(file: str, row: int, error: ErrorDetails) -> str:
    """One validation error as a sentence: file, row, field, value, what would be right."""
    context = error.get("ctx", {})
    right = _MEANINGS.get(error["type"]) or context.get("expected", error["msg"])
    name = ".".join(map(str, error["loc"])) or "—"
    return f"{file} 第{row}行 {name}：“{error['input']}” 不对，应为：{right}"


def read_rows(path: Path, model: type[T]) -> list[T]:
    """Rows of one seed file (UTF-8 CSV) as validated objects; 同上 in ``quote`` repeats the row above.

    Raises:
        CatalogueError: lists every wrong field of the file at once.
    """
    adapter, rows, problems = TypeAdapter(model), [], []
    with path.open(encoding="utf-8-sig", newline="") as handle:
        above = ""
        for number, record in enumerate(csv.DictReader(handle), start=2):
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


def _repeated(file: str, names: Iterable[object], what: str) -> list[str]:
    seen: set[object] = set()
    problems = []
    for row, name in enumerate(names, start=2):
        if name in seen:
            problems.append(f"{file} 第{row}行 {what}：“{name}” 重复，应当唯一")
        seen.add(name)
    return problems


def _unknown(file: str, names: Iterable[str], known: set[str], what: str) -> list[str]:
    return [
        f"{file} 第{row}行 {what}：“{name}” 不存在，应为：{'、'.join(sorted(known))}"
        for row, name in enumerate(names, start=2)
        if name not in known
    ]


def load(folder: Path = SEED) -> Catalogue:
    """The catalogue of a seed folder.

    Raises:
        CatalogueError: a field is wrong, a name repeats, or a row names a lift or indicator that is not
            there; every problem is listed with file, row, field and what would be right.
    """
    catalogue = Catalogue(
        lifts=tuple(read_rows(folder / "lifts.csv", Lift)),
        indicators=tuple(read_rows(folder / "catalogue.csv", Indicator)),
        targets=tuple(read_rows(folder / "plan_2024.csv", Target)),
        tasks=tuple(read_rows(folder / "tasks_2024.csv", Task)),
    )
    lifts = {lift.lift for lift in catalogue.lifts}
    indicators = {i.indicator for i in catalogue.indicators}
    problems = [
        *_repeated("lifts.csv", (lift.lift for lift in catalogue.lifts), "lift"),
        *_repeated("catalogue.csv", (i.indicator for i in catalogue.indicators), "indicator"),
        *_repeated("catalogue.csv", (i.name for i in catalogue.indicators), "name"),
        *_repeated("plan_2024.csv", ((t.indicator, t.year, t.period) for t in catalogue.targets), "period"),
        *_repeated("tasks_2024.csv", (t.task for t in catalogue.tasks), "task"),
        *_unknown("catalogue.csv", (i.lift for i in catalogue.indicators), lifts, "lift"),
        *_unknown("tasks_2024.csv", (t.lift for t in catalogue.tasks), lifts, "lift"),
        *_unknown("plan_2024.csv", (t.indicator for t in catalogue.targets), indicators, "indicator"),
    ]
    if problems:
        raise CatalogueError(problems)
    return catalogue


@cache
def lifts() -> dict[str, Lift]:
    """The lifts by name, ``overall`` first, then the six in their order."""
    rows = read_rows(SEED / "lifts.csv", Lift)
    return {lift.lift: lift for lift in sorted(rows, key=lambda lift: lift.order)}
