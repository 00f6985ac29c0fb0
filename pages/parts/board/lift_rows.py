"""The six lifts, a row each: how many indicators are on schedule, now and a year ago, tasks done, the year end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from indicators.catalogue import OVERALL, lifts
from indicators.labels import join_names
from indicators.wording import STATUS, TASK_STATUS, year_end_share
from parts.board.links import lift_link
from parts.elements import promise_text
from parts.frame import board_of_last_year, current_board
from parts.sheet import Drawing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indicators.catalogue import Lift
    from indicators.evaluation import Board
    from indicators.wording import Verdict

# Worst first, so that red stands at the same place in every row. What was not reported is counted apart.
_OF_INDICATORS: Final = ("behind", "slow", "on_schedule", "achieved", "stale", "withheld")
_OF_TASKS: Final = ("overdue", "carried", "due_soon", "in_progress", "done")
_GOOD: Final = {"on_schedule", "achieved", "done"}
_WITHOUT_VERDICT: Final = {"stale", "withheld"}
_DECEMBER: Final = 12


@dataclass(frozen=True)
class LiftRows:
    """All six lifts in the order of the plan."""

    def draw(self, board: Board) -> Drawing:
        """A table with a row a lift; its name leads to its page."""
        heads = (
            "六提",
            "指标按时序",
            "已达标" if board.through.month == _DECEMBER else "预计达标",
            "任务已完成",
            "未报送",
        )
        rows = "".join(
            _row(lift, current_board(lift.lift), heads) for lift in lifts().values() if lift.lift != OVERALL
        )
        cells = (heads[0], heads[1] + _year_ago(board), *heads[2:])
        head = "".join(f'<th scope="col">{text}</th>' for text in cells)
        return Drawing(
            f'<section class="lifts"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></section>'
        )


def _row(lift: Lift, board: Board, heads: Sequence[str]) -> str:
    ahead = year_end_share(board)
    cells = (
        _share(STATUS, board.indicator_counts, _OF_INDICATORS) + _year_ago(board),
        f"<span><b>{ahead[0]}</b>/{ahead[1]}</span>" if ahead else "",
        _share(TASK_STATUS, board.task_counts, _OF_TASKS),
        _waiting(board),
    )
    row = "".join(f'<td data-head="{head}">{cell}</td>' for head, cell in zip(heads[1:], cells, strict=True))
    return (
        f'<tr id="lift_{lift.lift}"><th scope="row">{lift_link(board, lift.lift, lift.name)}'
        f'<span class="promise">{promise_text(lift.promise)}</span></th>{row}</tr>'
    )


def _share(verdicts: Mapping[str, Verdict], counts: Mapping[str, int], order: Sequence[str]) -> str:
    """How many of how many are as they should be, and a mark for each verdict; nothing where nobody has reported."""
    reported = [code for code in order if code in counts]
    good, judged = _good_of(counts, order)
    marks = "".join(
        f'<span class="mark {verdicts[code].tone}" title="{verdicts[code].word} {counts[code]}项">'
        f'<span aria-label="{verdicts[code].word}" role="img">{verdicts[code].shape}</span>{counts[code]}</span>'
        for code in reported
    )
    share = f"<span><b>{good}</b>/{judged}</span>" if judged else "<span></span>"
    return f'<div class="share">{share}<span class="marks">{marks}</span></div>' if reported else ""


def _good_of(counts: Mapping[str, int], order: Sequence[str]) -> tuple[int, int]:
    """How many are as they should be, of how many that have a verdict."""
    judged = {code: counts[code] for code in order if code in counts and code not in _WITHOUT_VERDICT}
    return sum(count for code, count in judged.items() if code in _GOOD), sum(judged.values())


def _year_ago(board: Board) -> str:
    """How many indicators were on schedule in the same month of last year; nothing where it had no plan or no verdict."""
    before = board_of_last_year(board)
    good, judged = _good_of(before.indicator_counts, _OF_INDICATORS) if before else (0, 0)
    return f'<small class="year-ago">上年同期 {good}/{judged}</small>' if judged else ""


def _waiting(board: Board) -> str:
    counts = {"指标": board.indicator_counts.get("awaiting", 0), "任务": board.task_counts.get("awaiting", 0)}
    return join_names(f"{count}项{what}" for what, count in counts.items() if count)
