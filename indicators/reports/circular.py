"""通报: the circular on a month, written by rules from its board; of causes it says only what somebody reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from indicators.catalogue import ZONE_NAME, lift_name, lifts
from indicators.follow_up import answer_due_day, is_closed_in
from indicators.frames import records
from indicators.labels import (
    TO_BE_NAMED,
    UNSCHEDULED,
    day_label,
    join_clauses,
    join_names,
    join_statements,
)
from indicators.reports.reported_answer import reported_answer
from indicators.wording import (
    LAGGING,
    ON_SCHEDULE,
    STATUS,
    board_message,
    needed_sentence,
    number,
    report_due_text,
    report_sentence,
    span_text,
    year_end_answer,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from indicators.evaluation import Board
    from indicators.reports.reported_answer import ReportedAnswer
    from indicators.store import Snapshot

HEADING, SUBHEADING, BODY = 1, 2, 0
_ORDINALS: Final = "一二三四五六七八九十"
_DEMO_MARK: Final = "【演示数据】"
_DEMO_NOTE: Final = "本通报含演示数据：数值和责任单位按固定规则生成，不是实际数，不得引用。"
_PROJECTED: Final = "“预计”按已报各期推算，括号内为八成把握的区间，不是计划，也不计入实际。"


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; ``level`` is HEADING (一、), SUBHEADING (（一）) or BODY."""

    text: str
    level: int = BODY


@dataclass(frozen=True)
class Circular:
    """The circular as a text.

    Attributes:
        title_lines: its heading, broken where sense breaks.
        as_of: 截至2024年9月底.
        paragraphs: what it says; that figures are simulated comes first.
        notes: how to read it.
    """

    title_lines: tuple[str, ...]
    as_of: str
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[str, ...]

    @property
    def title(self) -> str:
        """The heading in a line."""
        return "".join(self.title_lines)

    @property
    def text(self) -> str:
        """To be pasted: a line a paragraph, each begun with two full-width blanks."""
        lines = [*(paragraph.text for paragraph in self.paragraphs), *self.notes]
        return "\n".join([self.title, "", *(f"　　{line}" for line in lines)])


def circular(snapshot: Snapshot, board: Board) -> Circular:
    """The circular on a board's month, of the whole zone or of a lift; ``snapshot`` has what was answered."""
    lagging = [
        _Lagging(
            row,
            reported_answer(snapshot, row["subject"], board.through),
            is_closed_in(snapshot, row["subject"], board.through),
        )
        for row in _agenda(board)
    ]
    sections = [
        ("总体情况", [Paragraph(_overall(board))]),
        ("按时序推进的指标和已完成的任务", list(_ahead(board))),
        ("进度滞后的指标和任务", list(_behind(board, lagging))),
        ("报送情况", list(_unreported(board))),
        ("工作要求", list(_requests(snapshot, board, lagging))),
    ]
    given = [(heading, said) for heading, said in sections if said]
    paragraphs = [Paragraph(_DEMO_MARK, HEADING)] if board.demo else []
    for ordinal, (heading, said) in zip(_ORDINALS, given, strict=False):
        paragraphs += [Paragraph(f"{ordinal}、{heading}", HEADING), *said]
    return Circular(
        title_lines=(f"{ZONE_NAME}关于{board.through}", f"{lift_name(board.lift)}目标完成情况的通报"),
        as_of=f"截至{board.through.month_label}底",
        paragraphs=tuple(paragraphs),
        notes=tuple(_notes(board, lagging)),
    )


@dataclass(frozen=True)
class _Lagging:
    """What lags, a row of ``Board.follow_ups``, with what was answered."""

    row: Mapping[str, Any]
    answer: ReportedAnswer
    is_closed: bool

    @property
    def lacking(self) -> str:
        """What nobody has reported on it yet: 原因和措施, 措施; empty where both are there, or nobody is asked any more."""
        if self.is_closed:
            return ""
        missing = [("原因", self.answer.reason), ("措施", self.answer.measure)]
        return "和".join(word for word, given in missing if not given)


def _agenda(board: Board) -> list[dict[str, Any]]:
    rows = board.follow_ups
    return records(rows[rows["status"].isin([*LAGGING, "overdue"])])


def _overall(board: Board) -> str:
    message = board_message(board)
    share = number(board.time_progress * 100, 1)
    said = [
        f"截至{board.through.month}月底，时序进度{share}%，{lift_name(board.lift)}{message.headline}",
        message.rest,
    ]
    return "".join(f"{sentence}。" for sentence in said if sentence)


def _by_lift(
    board: Board, rows: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """Rows under their lifts, these numbered where there may be several: （一）产业能级提档."""
    names = {lift: about.name for lift, about in lifts().items() if any(row["lift"] == lift for row in rows)}
    for place, (lift, name) in enumerate(names.items()):
        heading = f"（{_ORDINALS[place]}）{name}" if board.lift is None else ""
        yield heading, [row for row in rows if row["lift"] == lift]


def _ahead(board: Board) -> Iterator[Paragraph]:
    """A paragraph a lift: its indicators on schedule, then the tasks that are done."""
    indicators = board.indicators[board.indicators["status"].isin(ON_SCHEDULE)]
    tasks = board.tasks[board.tasks["status"] == "done"]
    for heading, rows in _by_lift(board, [*records(indicators), *records(tasks)]):
        figures = join_statements(report_sentence(row) for row in rows if "title" not in row)
        done = join_clauses(row["title"] for row in rows if "title" in row)
        said = [heading, figures, f"已完成任务：{done}" if done else ""]
        yield Paragraph("".join(f"{sentence}。" for sentence in said if sentence))


def _behind(board: Board, lagging: Sequence[_Lagging]) -> Iterator[Paragraph]:
    """Under each lift what lags, worst first: by how much, what lies ahead, who answers for it and what they said."""
    items = {item.row["subject"]: item for item in lagging}
    count = 0
    for heading, rows in _by_lift(board, [item.row for item in lagging]):
        if heading:
            yield Paragraph(heading, SUBHEADING)
        for row in rows:
            count += 1
            yield Paragraph(f"{count}．{_said_of(board, items[row['subject']])}")


def _said_of(board: Board, item: _Lagging) -> str:
    subject = item.row["subject"]
    if item.row["what"] == "indicator":
        row = board.row(subject)
        # What an average still needs is all that can be said of its year's end.
        ahead = [needed_sentence(row), "" if row["kind"] in UNSCHEDULED else year_end_answer(row)]
        standing = [f"{report_sentence(row)}，{STATUS[row['status']].word}", join_statements(ahead)]
    else:
        due = day_label(board.tasks.loc[subject, "due"])
        standing = [f"{item.row['name']}时限{due}，超期{-int(item.row['days'])}天"]
    unit = f"责任单位：{item.row['responsible_unit'] or TO_BE_NAMED}"
    lacking = f"尚未报送{item.lacking}" if item.lacking else "已销号" if item.is_closed else ""
    standing.append(join_clauses([unit, lacking]))
    return "".join(
        f"{sentence}。" for sentence in [*standing, *item.answer.sentences(board.through)] if sentence
    )


def _unreported(board: Board) -> Iterator[Paragraph]:
    """What nobody has reported on, by unit; what is too old, what is not judged, what has no plan."""
    tasks = board.tasks[board.tasks["status"] == "awaiting"].rename(columns={"title": "name"})
    groups: list[tuple[str, list[dict[str, Any]], Callable[[Mapping[str, Any]], str]]] = [
        ("待报送的指标", _of(board, "awaiting"), lambda _: ""),
        ("待报送的任务", records(tasks), lambda _: ""),
        ("逾期未报的指标", _of(board, "stale"), lambda row: f"（最新为{span_text(row)}）"),
        ("暂不评价的指标", _of(board, "withheld"), lambda _: "（缺上年末基数）"),
        ("计划待下达的指标", _of(board, "unplanned"), lambda _: ""),
    ]
    for what, rows, more in groups:
        if rows:
            by_unit = join_statements(
                f"{unit}：{join_clauses(row['name'] + more(row) for row in of_unit)}"
                for unit, of_unit in _by_unit(rows).items()
            )
            yield Paragraph(f"{what}{len(rows)}项。{by_unit}。")


def _of(board: Board, status: str) -> list[dict[str, Any]]:
    return records(board.indicators[board.indicators["status"] == status])


def _by_unit(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """Rows under their unit, those without one last."""
    units: dict[str, list[Mapping[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: not row["responsible_unit"]):
        units.setdefault(row["responsible_unit"] or f"责任单位{TO_BE_NAMED}", []).append(row)
    return units


def _requests(snapshot: Snapshot, board: Board, lagging: Sequence[_Lagging]) -> Iterator[Paragraph]:
    """Who is asked for what, until when."""
    asked = [item.row for item in lagging if item.lacking]
    if asked:
        units = dict.fromkeys(row["responsible_unit"] for row in asked)
        named = join_names(unit for unit in units if unit)
        unnamed = "责任单位待明确的，请先明确责任单位。" if "" in units else ""
        until = day_label(answer_due_day(snapshot, board.through))
        yield Paragraph(f"请{named or '各责任单位'}于{until}前报送滞后指标和任务的原因和措施。{unnamed}")
    if len(asked) < sum(not item.is_closed for item in lagging):
        yield Paragraph("已报送原因和措施的，请责任单位按所报时限抓好落实。")
    if any(board.indicator_counts.get(status) for status in ("awaiting", "stale")) or board.task_counts.get(
        "awaiting"
    ):
        yield Paragraph(f"{report_due_text(board.through, board.settings)}，尚未报送的请尽快补报。")


def _notes(board: Board, lagging: Sequence[_Lagging]) -> Iterator[str]:
    if board.demo:
        yield f"注：{_DEMO_NOTE}"
    projected = board.indicators["year_end"].dropna().index
    if any(item.row["subject"] in projected for item in lagging):
        yield f"注：{_PROJECTED}"
