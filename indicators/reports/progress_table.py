"""完成情况表 as plain values: a line for each indicator of the month's plan, and what stands below the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from indicators.catalogue import ZONE_NAME, lift_name, lifts
from indicators.frames import records
from indicators.labels import NO_VALUE, TO_BE_NAMED, is_missing
from indicators.period import time_label
from indicators.store import DEMO, PUBLIC
from indicators.wording import (
    STATUS,
    Verdict,
    board_message,
    gap_figure,
    is_in_points,
    number,
    span_text,
    target_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from indicators.evaluation import Board

HEADINGS: Final = (
    "指标", "单位", "年度计划（原文）", "本期累计", "同比", "完成率", "时序差", "评价", "责任单位", "来源／截至",
)  # fmt: skip
_JUDGED: Final = ("achieved", "on_schedule", "slow", "behind")
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROUNDED: Final = "各数按目录规定的小数位四舍五入，分项之和与合计可能略有出入。"
_GAP: Final = "时序差＝（累计实际－时序计划）÷年度计划，单位为百分点，正数为快；增速、比率和均值类没有时序，为与目标之差。"


@dataclass(frozen=True)
class Figure:
    """A number in a table: how it is written on paper, and how a spreadsheet shows it.

    Attributes:
        value: the number; None where there is none.
        decimals: digits after the point.
        suffix: what follows it, such as 百分点.
        is_signed: whether a positive number has a plus.
        is_ratio: whether it is written in per cent: 0.427 as 42.7%.
    """

    value: float | None
    decimals: int = 2
    suffix: str = ""
    is_signed: bool = False
    is_ratio: bool = False

    @property
    def text(self) -> str:
        """As it is written on paper."""
        if self.value is None:
            return NO_VALUE
        value = self.value * 100 if self.is_ratio else self.value
        return f"{number(value, self.decimals, sign=self.is_signed)}{'%' if self.is_ratio else self.suffix}"

    @property
    def number_format(self) -> str:
        """The number format of a spreadsheet that shows the same."""
        digits = "#,##0" + (f".{'0' * self.decimals}" if self.decimals else "")
        shown = f"{digits}%" if self.is_ratio else f'{digits}"{self.suffix}"' if self.suffix else digits
        return f"+{shown};−{shown};{shown}" if self.is_signed else f"{shown};−{shown}"


@dataclass(frozen=True)
class Line:
    """One indicator.

    Attributes:
        gap: 百分点 as a number; what is said in its unit as text (高1.4微克/立方米).
        source: 演示, 报送, or 公开 with the number of its document, and the months covered.
    """

    indicator: str
    lift: str
    name: str
    unit: str
    plan: str
    actual: Figure
    yoy: Figure
    completion: Figure
    gap: Figure | str
    verdict: Verdict
    responsible_unit: str
    source: str


@dataclass(frozen=True)
class ProgressTable:
    """The whole table.

    Attributes:
        title: its heading.
        as_of: 截至2024年9月　时序进度75.0%　数据更新于….
        message: what the table says, in one sentence.
        sections: the lines of each lift, under its name.
        footnotes: how to read it, and where its numbers come from.
    """

    title: str
    as_of: str
    message: str
    sections: tuple[tuple[str, tuple[Line, ...]], ...]
    footnotes: tuple[str, ...]


def progress_table(board: Board) -> ProgressTable:
    """The table of a board: of the whole zone, or of one lift."""
    rows = records(board.indicators.reset_index())
    documents = _numbered(str(row["source"]) for row in rows if row["origin"] == PUBLIC)
    lines = [_line(row, documents) for row in rows]
    sections = [
        (lift.name, tuple(line for line in lines if line.lift == lift.lift)) for lift in lifts().values()
    ]
    through = board.through
    updated = f"　数据更新于{time_label(board.updated_at)}" if board.updated_at is not None else ""
    return ProgressTable(
        title=f"{ZONE_NAME}{lift_name(board.lift)}{through.year}年目标完成情况表",
        as_of=f"截至{through.month_label}　时序进度{number(board.time_progress * 100, 1)}%{updated}",
        message=board_message(board).headline,
        sections=tuple(section for section in sections if section[1]),
        footnotes=tuple(_footnotes(board, rows, documents)),
    )


def _line(row: Mapping[str, Any], documents: Mapping[str, str]) -> Line:
    is_judged = row["status"] in _JUDGED
    return Line(
        str(row["indicator"]), str(row["lift"]), str(row["name"]), str(row["unit"]), target_text(row),
        actual=Figure(_known(row["actual"]), int(row["decimals"])),
        yoy=_yoy(row),
        completion=Figure(_known(row["completion"]) if row["status"] != "stale" else None, 1, is_ratio=True),
        gap=_gap(row) if is_judged else NO_VALUE,
        verdict=STATUS[row["status"]],
        responsible_unit=str(row["responsible_unit"] or TO_BE_NAMED) + _simulated(row["unit_origin"]),
        source=_source(row, documents),
    )  # fmt: skip


def _yoy(row: Mapping[str, Any]) -> Figure:
    """As ``wording.yoy_text``: per cent, of rates 百分点, of counts pieces."""
    if row["kind"] == "rate":
        return Figure(
            _known(row["yoy_points"]), 1, "百分点" if row["unit"] == "%" else row["unit"], is_signed=True
        )
    if row["kind"] == "count" and not row["yoy_published"]:
        known = not is_missing(row["last_year"]) and not is_missing(row["actual"])
        return Figure(row["actual"] - row["last_year"] if known else None, 0, row["unit"], is_signed=True)
    return Figure(_known(row["yoy"]), 1, is_signed=True, is_ratio=True)


def _gap(row: Mapping[str, Any]) -> Figure | str:
    return Figure(_known(row["gap_points"]), 1, is_signed=True) if is_in_points(row) else gap_figure(row)


def _known(value: Any) -> float | None:  # noqa: ANN401 - a cell
    return None if is_missing(value) else float(value)


def _simulated(origin: object) -> str:
    return f"（{DEMO}）" if origin == DEMO else ""


def _source(row: Mapping[str, Any], documents: Mapping[str, str]) -> str:
    if is_missing(row["actual"]):
        return NO_VALUE
    number_of_document = documents.get(str(row["source"]), "") if row["origin"] == PUBLIC else ""
    state = f"{row['state']}　" if row["state"] and row["origin"] != DEMO else ""
    return f"{row['origin']}{number_of_document}　{state}{span_text(row)}"


def _numbered(documents: Iterable[str]) -> dict[str, str]:
    """Documents with their marks: ①, and from the twenty-first on (21)."""
    marks = [*_CIRCLED, *(f"({number})" for number in range(len(_CIRCLED) + 1, 1000))]
    return dict(zip(dict.fromkeys(documents), marks, strict=False))


def _footnotes(board: Board, rows: list[dict[str, Any]], documents: Mapping[str, str]) -> Iterable[str]:
    if board.demo:
        yield "标“演示”的数为演示数据，按固定规则生成，不是实际数，不得引用。"
    yield _GAP
    yield _ROUNDED
    derived = [
        f"{row['name']}：{row['note']}"
        for row in rows
        if row["origin"] != DEMO and not is_missing(row["note"]) and row["note"]
    ]
    if derived:
        yield f"备注：{'；'.join(derived)}。"
    if documents:
        yield f"来源：{'；'.join(f'{mark}{document}' for document, mark in documents.items())}。"
