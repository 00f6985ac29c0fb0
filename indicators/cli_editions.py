"""``python -m indicators edition``: freeze, list, compare, rename, withdraw and restore editions of the meeting."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from indicators.board import default_month
from indicators.cli_keys import acting, add_key_option
from indicators.cli_print import say
from indicators.frames import plain, records
from indicators.meeting import editions
from indicators.meeting.changes import changes
from indicators.meeting.sequences import sequence
from indicators.period import Period, parse
from indicators.seed import open_store

if TYPE_CHECKING:
    from indicators.meeting.editions import Edition


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Hook the commands in."""
    actions = commands.add_parser(
        "edition", help="会议版本：定版、列出、与现在比较、更名、撤销"
    ).add_subparsers(required=True, metavar="操作")
    freeze = actions.add_parser("freeze", help="定版：记下现在放映的内容")
    freeze.add_argument("name", metavar="名称", help="如 2024年9月调度会")
    freeze.add_argument("--through", metavar="2024-09", help="截至月份，默认为多数指标已报送的最新月份")
    freeze.add_argument("--sequence", metavar="名称", help="按已保存的放映顺序，默认为全部")
    freeze.add_argument("--note", default="", help="备注")
    freeze.set_defaults(run=_freeze)
    listed = actions.add_parser("list", help="全部会议版本，最新的在前")
    listed.set_defaults(run=_list)
    compare = actions.add_parser("compare", help="列出定版之后的变化")
    compare.add_argument("edition", metavar="编号")
    compare.set_defaults(run=_compare)
    rename = actions.add_parser("rename", help="更名")
    rename.add_argument("edition", metavar="编号")
    rename.add_argument("name", metavar="新名称")
    rename.set_defaults(run=_rename)
    for name, help_text, action, done in (
        ("withdraw", "撤销一个会议版本", editions.withdraw, "已撤销"),
        ("restore", "恢复已撤销的会议版本", editions.restore, "已恢复"),
    ):
        command = actions.add_parser(name, help=help_text)
        command.add_argument("edition", metavar="编号")
        command.set_defaults(run=_change, action=action, done=done)
    for name, command in actions.choices.items():
        command.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="以 JSON 输出")
        if name not in {"list", "compare"}:
            add_key_option(command)


def _freeze(options: argparse.Namespace) -> int:
    store = open_store()
    now = store.snapshot()
    through = Period.from_key(parse(options.through).key) if options.through else default_month(now)
    order = sequence(now, options.sequence).order if options.sequence else ()
    made = editions.freeze(store, options.name, through, acting(options.key), order, options.note)
    say(options, _told(made), f"已定版“{made.name}”，截至{through.year}年{through.month}月，编号 {made.id}")
    return 0


def _list(options: argparse.Namespace) -> int:
    known = editions.editions(open_store().snapshot(), withdrawn=True)
    say(options, [_told(edition) for edition in known], "\n".join(map(_line, known)) or "还没有会议版本")
    return 0


def _compare(options: argparse.Namespace) -> int:
    store = open_store()
    edition, then = editions.opened(store, options.edition)
    rows = records(changes(then, store.snapshot(), edition.through, store.history()))
    told = [{name: plain(cell) for name, cell in row.items()} for row in rows]
    lines = [
        f"{row['what']}　{row['name']}　{row['period']}　{row['before']} → {row['after']}　{row['who']}"
        for row in rows
    ]
    text = "\n".join([f"“{edition.name}”定版之后有{len(rows)}处变化", *lines])
    # A console that speaks GBK has no −, and ?32.3 would be another number.
    say(options, _told(edition) | {"changes": told}, text.replace("−", "-"))
    return 0


def _rename(options: argparse.Namespace) -> int:
    renamed = editions.rename(open_store(), options.edition, options.name, acting(options.key))
    say(options, _told(renamed), f"已更名为“{renamed.name}”，编号 {renamed.id}")
    return 0


def _change(options: argparse.Namespace) -> int:
    changed = options.action(open_store(), options.edition, acting(options.key))
    say(options, _told(changed), f"{options.done}会议版本“{changed.name}”，编号 {changed.id}")
    return 0


def _told(edition: Edition) -> dict[str, Any]:
    """An edition as JSON."""
    return {
        "id": edition.id,
        "name": edition.name,
        "through": edition.through.key,
        "by": edition.by,
        "at": edition.at.isoformat(),
        "order": list(edition.order),
        "note": edition.note,
        "stands": edition.stands,
        "withdrawn_by": edition.withdrawn_by or None,
        "versions": dict(edition.versions),
    }


def _line(edition: Edition) -> str:
    state = "有效" if edition.stands else f"已由{edition.withdrawn_by}撤销"
    through = f"截至{edition.through.year}年{edition.through.month}月"
    return f"{edition.id}  {edition.at.astimezone():%Y-%m-%d %H:%M}  {edition.by}  {edition.name}  {through}  {state}"
