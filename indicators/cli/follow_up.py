"""``python -m indicators follow-up``: list the items of 督办, answer, comment on, close and reopen one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from indicators import follow_up
from indicators.cli.keys import key_option
from indicators.cli.shared import Group, OneOf, Result, through_option
from indicators.evaluation import board, default_month
from indicators.follow_up import ITEM_STATES
from indicators.labels import day_label, join_clauses
from indicators.period import iso_time, today
from indicators.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.access import Reporter
    from indicators.follow_up import Entry, Item
    from indicators.period import Period

follow_up_commands = Group("follow-up", help="督办：列出事项，答复、批示、销号、重开")
_subject_argument = click.argument("subject", metavar="编码", help="指标或任务的编码")


@follow_up_commands.command("list", help="滞后清单：超时未答复的在前")
@through_option
@click.option("--state", type=OneOf(lambda: ITEM_STATES), help="只列这一状态的")
def _list(through: Period | None, state: str | None) -> Result:
    snapshot = open_store().snapshot()
    shown = board(snapshot, None, through or default_month(snapshot))
    found = [item for item in follow_up.items(snapshot, shown, today()) if state in {None, item.state}]
    return Result([_json(item) for item in found], "\n".join(map(_line, found)) or "没有需要督办的事项")


@follow_up_commands.command("answer", help="答复：原因、措施、时限、责任人")
@_subject_argument
@click.option("--reason", metavar="原因", default="", help="为什么滞后")
@click.option("--measure", metavar="措施", default="", help="采取什么措施")
@click.option("--deadline", metavar="2024-12-31", type=click.DateTime(["%Y-%m-%d"]), help="何时赶上")
@click.option("--person", metavar="责任人", default="", help="谁负责")
@through_option
@key_option
def _answer(subject: str, through: Period | None, reporter: Reporter, **answer: Any) -> Result:  # noqa: ANN401 - of several types
    store = open_store()
    month = through or default_month(store.snapshot())
    deadline = answer.pop("deadline")
    given = follow_up.Answer(**answer, deadline=deadline and deadline.date())
    follow_up.record_answer(store, reporter, subject, month, given)
    return Result({"subject": subject, "through": month.key, "deed": follow_up.ANSWER}, "已答复")


def _decision(deed: str, help_text: str) -> Callable[..., Result]:
    @follow_up_commands.command(deed, help=help_text)
    @_subject_argument
    @click.option("--text", metavar="内容", default="", help="写明的话")
    @through_option
    @key_option
    def decide(subject: str, text: str, through: Period | None, reporter: Reporter) -> Result:
        store = open_store()
        month = through or default_month(store.snapshot())
        follow_up.record_decision(store, reporter, subject, month, follow_up.Decision(deed, text))
        done = {"subject": subject, "through": month.key, "deed": deed}
        return Result(done, f"已{follow_up.DEEDS[deed]}")

    command: Callable[..., Result] = decide
    return command


_comment = _decision(follow_up.COMMENT, "批示，限管理员")
_close = _decision(follow_up.CLOSE, "销号，限管理员")
_reopen = _decision(follow_up.REOPEN, "重开，限管理员")


def _json(item: Item) -> dict[str, Any]:
    return {
        "subject": item.subject, "what": item.what, "lift": item.lift, "name": item.name,
        "responsible_unit": item.responsible_unit or None, "state": item.state, "since": item.since.key,
        "months": item.months, "course": list(item.course), "answer_due": item.answer_due.isoformat(),
        "deadline_passed": item.deadline_passed, "entries": [_entry_json(entry) for entry in item.entries],
    }  # fmt: skip


def _entry_json(entry: Entry) -> dict[str, Any]:
    written = {"deed": entry.deed, "by": entry.by, "at": iso_time(entry.at), "through": entry.period}
    if entry.answer is None:
        return written | {"text": entry.text}
    answer = entry.answer
    deadline = answer.deadline and answer.deadline.isoformat()
    return written | {
        "reason": answer.reason,
        "measure": answer.measure,
        "deadline": deadline,
        "person": answer.person,
    }


def _line(item: Item) -> str:
    answer = item.answer
    said = (
        join_clauses([answer.reason, answer.measure, day_label(answer.deadline, ""), answer.person])
        if answer
        else ""
    )
    passed = "（时限已过）" if item.deadline_passed else ""
    lasting = f"自{item.since.month}月起连续{item.months}个月"
    return f"{item.subject}\t{item.name}\t{ITEM_STATES[item.state]}{passed}\t{lasting}\t{said}".rstrip()
