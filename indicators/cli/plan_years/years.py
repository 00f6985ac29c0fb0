"""``python -m indicators year``: list plan years; draft one from its announcement, set its targets, publish, close it."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from indicators import years
from indicators.cli.keys import key_option
from indicators.cli.plan_years.closing import CLOSING_COMMANDS
from indicators.cli.shared import Group, Result, whole_number
from indicators.frames import plain_records, records
from indicators.labels import is_missing, join_statements
from indicators.period import time_label, today
from indicators.store import open_store
from indicators.validation import indicator_names
from indicators.wording import growth_text, number

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.store import Snapshot, Store

year_commands = Group("year", help="年度计划：列出、起草、读公告、填目标、发布、关账、重新打开")
_year_argument = click.argument("year", metavar="年份", callback=whole_number)
_TEXT: Final = click.Path(exists=True, dir_okay=False, path_type=Path)


def _day(_: click.Context, __: click.Parameter, text: str | None) -> str | None:
    try:
        return None if text is None else date.fromisoformat(text).isoformat()
    except ValueError:
        msg = f"不能是“{text}”，应如 2025-01-20"
        raise click.BadParameter(msg) from None


@year_commands.command("list", help="各年的计划、公告和草稿")
def _list() -> Result:
    listed = years.list_years(open_store().snapshot())
    return Result(plain_records(listed), "\n".join(map(_year_line, records(listed))))


@year_commands.command("propose", help="从公告全文读出目标，不写入")
@_year_argument
@click.argument("text", metavar="文本文件", type=_TEXT)
def _propose(year: int, text: Path) -> Result:
    snapshot = open_store().snapshot()
    found = years.proposals(_text_of(text), snapshot, year)
    names = years.names_in(snapshot)
    value = [asdict(p) | {"name": names.get(p.indicator, ""), "certain": p.is_certain} for p in found]
    return Result(value, "\n".join(_proposal_line(p, names) for p in found) or "没有读到带单位的目标")


@year_commands.command("draft", help="起草：上年计划的指标和未完成的任务，加上公告")
@_year_argument
@click.option("--title", metavar="标题", help="公告标题")
@click.option("--document", metavar="文件", help="文号、会议或报纸")
@click.option("--date", "announced", metavar="2025-01-20", callback=_day, help="公告日期")
@click.option("--text", metavar="文本文件", type=_TEXT, help="公告全文")
@key_option
def _draft(year: int, text: Path | None, reporter: Reporter, **said: str | None) -> Result:
    store = open_store()
    fields = {name: value for name, value in said.items() if value is not None}
    fields |= {} if text is None else {"text": _text_of(text)}
    return _saved(store, reporter, year, lambda draft: replace(draft, **fields))


@year_commands.command("set", help="填目标：指标=目标，可多个；目标可用公告的原话；空的为删去")
@_year_argument
@click.argument("targets", metavar="指标=目标", nargs=-1, required=True)
@key_option
def _set(year: int, targets: tuple[str, ...], reporter: Reporter) -> Result:
    store = open_store()
    snapshot = store.snapshot()
    units = years.units_in(snapshot)

    def with_targets(draft: years.Draft) -> years.Draft:
        for typed in targets:
            name, sign, entered = typed.partition("=")
            indicator = indicator_names(snapshot).find(name)
            if not sign or indicator is None:
                msg = f"“{typed}”不对，应为 指标=目标，指标是目录中的名称、别名或编码"
                raise click.UsageError(msg, click.get_current_context())
            draft = years.set_target(draft, indicator, entered, reporter.name, unit=units[indicator])
        return draft

    return _saved(store, reporter, year, with_targets)


@year_commands.command("discard", help="放弃草稿，下次从上年计划重新开始")
@_year_argument
@key_option
def _discard(year: int, reporter: Reporter) -> Result:
    store = open_store()
    saved = years.saved_draft(store.snapshot(), year)
    if saved is None or saved.state != years.DRAFT:
        return Result({"year": year, "discarded": False}, f"{year}年没有草稿。", 1)
    years.discard_draft(store, reporter, saved)
    return Result({"year": year, "discarded": True}, f"已放弃{year}年计划草稿。")


@year_commands.command("publish", help="发布草稿：目标、任务和公告一次写入")
@_year_argument
@click.option("--yes", is_flag=True, help="确认全部待确认事项")
@click.option("--note", metavar="备注", default="", help="备注")
@key_option
def _publish(year: int, note: str, reporter: Reporter, *, yes: bool) -> Result:
    store = open_store()
    draft = _current(store.snapshot(), year)
    review = years.review_draft(store.snapshot(), draft, reporter, today())
    value = {
        "problems": review.problems,
        "questions": review.questions,
        "notes": review.notes,
        "rows": review.counts,
    }
    try:
        upload = years.publish_draft(
            store, draft=draft, reporter=reporter, today=today(), confirmed=yes, note=note
        )
    except years.PublishingError as error:
        hint = "" if review.problems or not review.questions else "\n确认无误后加 --yes 重新执行。"
        text = "\n".join([*review.problems, *review.questions, str(error)])
        return Result(value | {"upload": None, "error": str(error)}, f"{text}{hint}", 1)
    counts = review.counts
    text = f"已发布{year}年计划：{counts['plans']}项目标，{counts['tasks']}项任务，编号 {upload.id}"
    return Result(value | {"upload": upload.id}, text)


for _command in CLOSING_COMMANDS:
    year_commands.add_command(_command)


def _saved(store: Store, reporter: Reporter, year: int, action: Any) -> Result:  # noqa: ANN401 - Draft -> Draft
    """Change the draft as it is stored, save it, and show it."""
    snapshot = store.snapshot()
    saved = years.saved_draft(snapshot, year)
    opened = _current(snapshot, year)
    draft = action(opened)
    years.save_draft(store, reporter, draft, opened=opened, base=saved.id if saved else "")
    table = years.prospect(snapshot, draft)
    lines = [f"{year}年计划草稿：{draft.title}", *map(_target_line, records(table))]
    return Result({"year": year, "title": draft.title, "targets": plain_records(table)}, "\n".join(lines))


def _current(snapshot: Snapshot, year: int) -> years.Draft:
    """The draft as it was saved last, or a new one."""
    saved = years.saved_draft(snapshot, year)
    return saved.draft if saved and saved.state == years.DRAFT else years.begin_draft(snapshot, year)


def _text_of(file: Path) -> str:
    """A text in UTF-8 or, as Windows writes it, in GB18030."""
    content = file.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def _year_line(row: dict[str, Any]) -> str:
    plan = f"{row['targets']}项指标，{row['tasks']}项任务" if row["targets"] else "还没有计划"
    published = f"{row['by']} {time_label(row['at'])} 发布" if row["targets"] else ""
    draft = f"草稿由{row['draft_by']} {time_label(row['draft_at'])} 保存" if row["draft_by"] else ""
    closed = f"已由{row['closed_by']} {time_label(row['closed_at'])} 关账" if row["closed_by"] else ""
    return f"{row['year']}年  {join_statements([plan, row['title'], published, draft, closed])}"


def _proposal_line(proposal: years.Proposal, names: dict[str, str]) -> str:
    name = names.get(proposal.indicator, "未识别的数")
    state = "" if not proposal.indicator else "无疑问" if proposal.is_certain else "存疑"
    doubts = join_statements([state, proposal.converted, *proposal.doubts])
    return f"{name}  {proposal.target:,.15g}{proposal.unit}  {proposal.wording}  “{proposal.words}”  {doubts}"


def _target_line(row: dict[str, Any]) -> str:
    last = f"上年目标 {number(row['last_target'], row['decimals'])}"
    growth = growth_text(row["on_target"], points=row["kind"] == "rate")
    target = (
        row["wording"]
        or ("" if is_missing(row["target"]) else f"{row['target']:,.15g}{row['unit']}")
        or "（无目标）"
    )
    state = "待确认" if row["entered"] and not row["confirmed_by"] else ""
    return "  ".join(
        filter(None, [row["name"], target, last, growth.replace("−", "-"), state, row["problem"]])
    )
