"""``python -m indicators year``: what came of a year, close it, open it again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import click

from indicators.cli.keys import key_option
from indicators.cli.shared import Command, Result, whole_number
from indicators.frames import plain_records, records
from indicators.labels import join_clauses
from indicators.period import iso_time, time_label, today
from indicators.store import open_store
from indicators.wording import (
    STATUS,
    TASK_STATUS,
    final_number,
    has_result,
    missed_text,
    revised_text,
    target_text,
    year_message,
)
from indicators.years import (
    Decision,
    close_year,
    edition_name,
    edition_of,
    reopen_year,
    review_year,
    why_not_closable,
)

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.years import Closing, YearReview

_SHOWN: Final = [
    "indicator", "name", "unit", "target", "actual", "actual_month", "state", "status", "result", "gap", "gap_points", "revised_actual",
]  # fmt: skip
_year_argument = click.argument("year", metavar="年份", callback=whole_number)


class _TaskDecision(click.ParamType[tuple[str, Decision]]):
    """``任务=完成:2024-12-20:佐证``, ``任务=结转:2025-06-30``, ``任务=取消:原因``; 其余 stands for all other tasks."""

    name = "decision"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Decision]:
        task, _, said = value.partition("=")
        word, _, rest = said.partition(":")
        day, _, text = rest.partition(":")
        try:
            if word == "取消":
                return task, Decision("cancelled", text=rest)
            if word == "完成":
                return task, Decision("done", date.fromisoformat(day), text)
            if word == "结转":
                return task, Decision("carried", date.fromisoformat(day), text)
        except ValueError:
            self.fail(f"“{value}”中的日期“{day}”不对，应如 2025-06-30", param, ctx)
        return self.fail(
            f"不能是“{value}”，应如 任务=完成:2024-12-20:佐证、任务=结转:2025-06-30、任务=取消:原因",
            param,
            ctx,
        )


_REST: Final = "其余"


@click.command("review", cls=Command, help="某年全年的结果和未完成的任务")
@_year_argument
def _review(year: int) -> Result:
    snapshot = open_store().snapshot()
    review = review_year(snapshot, year)
    reason = "" if review.closing else why_not_closable(snapshot, year, today())
    return Result(_json(review) | {"why_not_closable": reason or None}, _text(review, reason))


@click.command("close", cls=Command, help="某年关账：12月的判定就此固定，未完成的任务逐项决定")
@_year_argument
@click.option(
    "--task", "said", type=_TaskDecision(), multiple=True, metavar="任务=决定",
    help="任务编码=完成:日期:佐证、结转:新时限、取消:原因；“其余=…”用于没有单列的任务",
)  # fmt: skip
@click.option("--note", metavar="备注", default="", help="备注")
@key_option
def _close(year: int, said: tuple[tuple[str, Decision], ...], note: str, reporter: Reporter) -> Result:
    store = open_store()
    decisions = dict(said)
    rest = decisions.pop(_REST, None)
    if rest is not None:
        undone = review_year(store.snapshot(), year).tasks.index
        decisions = {str(task): rest for task in undone} | decisions
    closing = close_year(store, reporter, year, decisions, note, today())
    return _done(
        closing, f"{year}年已关账，定版“{edition_name(year)}”", edition_of(store.snapshot(), closing)
    )


@click.command("reopen", cls=Command, help="重新打开已关账的年份")
@_year_argument
@key_option
def _reopen(year: int, reporter: Reporter) -> Result:
    return _done(reopen_year(open_store(), reporter, year), f"{year}年已重新打开", None)


CLOSING_COMMANDS: Final = (_review, _close, _reopen)


def _done(closing: Closing, text: str, edition: Any) -> Result:  # noqa: ANN401 - an edition or None
    return Result(_closing_json(closing) | {"edition": edition and edition.id}, text)


def _closing_json(closing: Closing) -> dict[str, Any]:
    return {
        "year": closing.year, "upload": closing.upload, "by": closing.by, "at": iso_time(closing.at), "note": closing.note,
    }  # fmt: skip


def _json(review: YearReview) -> dict[str, Any]:
    return {
        "year": review.year,
        "counts": review.counts,
        "undone": review.undone,
        "closing": review.closing and _closing_json(review.closing),
        "indicators": plain_records(review.indicators.reset_index()[_SHOWN]),
        "tasks": plain_records(review.tasks.reset_index()[["task", "title", "due", "status"]]),
    }


def _text(review: YearReview, reason: str) -> str:
    closing = review.closing
    closed = f"已由{closing.by}于{time_label(closing.at)}关账" if closing else reason or "尚未关账"
    lines = [year_message(review.year, review.counts, review.undone), closed]
    for row in records(review.indicators):
        over = has_result(row)
        word = STATUS[row["status"]].word if over else "尚无年终数"
        missed = missed_text(row) if over else ""
        said = [f"计划 {target_text(row)}", final_number(row), missed, revised_text(row)]
        lines.append(f"{word}　{row['name']}　{join_clauses(said)}")
    lines += [
        f"{TASK_STATUS[row['status']].word}　{row['title']}（{row['task']}）　时限 {row['due']}"
        for row in records(review.tasks.reset_index())
    ]
    # A console in GBK has no −, and ?32.3 would be another number.
    return "\n".join(lines).replace("−", "-")
