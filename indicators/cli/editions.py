"""``python -m indicators edition``: freeze, list, compare, rename, withdraw and restore editions of the meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from indicators.cli.keys import acting, key_option
from indicators.cli.usage import Group
from indicators.evaluation import default_month
from indicators.frames import records, to_plain
from indicators.meeting import (
    diff_snapshots,
    find_sequence,
    freeze_edition,
    list_editions,
    open_edition,
    rename_edition,
    restore_edition,
    withdraw_edition,
)
from indicators.period import Period, parse
from indicators.store import open_store

if TYPE_CHECKING:
    from indicators.cli.output import Output
    from indicators.meeting import Edition


edition_commands = Group("edition", help="会议版本：定版、列出、与现在比较、更名、撤销")
edition_argument = click.argument("edition_id", metavar="编号")


@edition_commands.command("freeze", help="定版：记下现在放映的内容")
@click.argument("name", metavar="名称", help="如 2024年9月调度会")
@click.option("--through", metavar="2024-09", help="截至月份，默认为多数指标已报送的最新月份")
@click.option("--sequence", "saved", metavar="名称", help="按已保存的放映顺序，默认为全部")
@click.option("--note", metavar="备注", default="", help="备注")
@key_option
@click.pass_obj
def _freeze(  # noqa: PLR0913 - click's options
    output: Output, *, name: str, through: str | None, saved: str | None, note: str, key: str | None
) -> int:
    store = open_store()
    now = store.snapshot()
    month = Period.from_key(parse(through).key) if through else default_month(now)
    order = find_sequence(now, saved).order if saved else ()
    made = freeze_edition(store, name, month, acting(key), order, note)
    output.say(_json(made), f"已定版“{made.name}”，截至{month.year}年{month.month}月，编号 {made.id}")
    return 0


@edition_commands.command("list", help="全部会议版本，最新的在前")
@click.pass_obj
def _list(output: Output) -> int:
    known = list_editions(open_store().snapshot(), withdrawn=True)
    output.say([_json(edition) for edition in known], "\n".join(map(_line, known)) or "还没有会议版本")
    return 0


@edition_commands.command("compare", help="列出定版之后的变化")
@edition_argument
@click.pass_obj
def _compare(output: Output, edition_id: str) -> int:
    store = open_store()
    edition, then = open_edition(store, edition_id)
    rows = records(diff_snapshots(then, store.snapshot(), edition.through, store.history()))
    listed = [{name: to_plain(cell) for name, cell in row.items()} for row in rows]
    lines = [
        f"{row['what']}　{row['name']}　{row['period']}　{row['before']} → {row['after']}　{row['who']}"
        for row in rows
    ]
    text = "\n".join([f"“{edition.name}”定版之后有{len(rows)}处变化", *lines])
    # A console that speaks GBK has no −, and ?32.3 would be another number.
    output.say(_json(edition) | {"changes": listed}, text.replace("−", "-"))
    return 0


@edition_commands.command("rename", help="更名")
@edition_argument
@click.argument("name", metavar="新名称")
@key_option
@click.pass_obj
def _rename(output: Output, edition_id: str, name: str, key: str | None) -> int:
    renamed = rename_edition(open_store(), edition_id, name, acting(key))
    output.say(_json(renamed), f"已更名为“{renamed.name}”，编号 {renamed.id}")
    return 0


@edition_commands.command("withdraw", help="撤销一个会议版本")
@edition_argument
@key_option
@click.pass_obj
def _withdraw(output: Output, edition_id: str, key: str | None) -> int:
    withdrawn = withdraw_edition(open_store(), edition_id, acting(key))
    output.say(_json(withdrawn), f"已撤销会议版本“{withdrawn.name}”，编号 {withdrawn.id}")
    return 0


@edition_commands.command("restore", help="恢复已撤销的会议版本")
@edition_argument
@key_option
@click.pass_obj
def _restore(output: Output, edition_id: str, key: str | None) -> int:
    restored = restore_edition(open_store(), edition_id, acting(key))
    output.say(_json(restored), f"已恢复会议版本“{restored.name}”，编号 {restored.id}")
    return 0


def _json(edition: Edition) -> dict[str, Any]:
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
