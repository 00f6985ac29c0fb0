"""``python -m indicators edition``: freeze, list, compare, rename, withdraw and restore editions of the meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from indicators import meeting
from indicators.cli.keys import key_option
from indicators.cli.shared import Group, Result, through_option
from indicators.evaluation import default_month
from indicators.frames import plain_records, records
from indicators.labels import is_missing
from indicators.period import iso_time, time_label
from indicators.store import open_store

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.meeting import Edition
    from indicators.period import Period

edition_commands = Group("edition", help="会议版本：定版、列出、与现在比较、更名、撤销")
_edition_argument = click.argument("edition_id", metavar="编号")


@edition_commands.command("freeze", help="定版：记下现在放映的内容")
@click.argument("name", metavar="名称", help="如 2024年9月调度会")
@through_option
@click.option("--sequence", metavar="名称", help="按已保存的放映顺序，默认为全部")
@click.option("--note", metavar="备注", default="", help="备注")
@key_option
def _freeze(name: str, through: Period | None, sequence: str | None, note: str, reporter: Reporter) -> Result:
    store = open_store()
    snapshot = store.snapshot()
    order = meeting.find_sequence(snapshot, sequence).order if sequence else ()
    edition = meeting.freeze_edition(store, name, through or default_month(snapshot), reporter, order, note)
    return _result(edition, f"已定版“{edition.name}”，截至{edition.through.month_label}")


@edition_commands.command("list", help="全部会议版本，最新的在前")
def _list() -> Result:
    editions = meeting.list_editions(open_store().snapshot(), withdrawn=True)
    return Result(
        [_json(edition) for edition in editions], "\n".join(map(_line, editions)) or "还没有会议版本"
    )


@edition_commands.command("compare", help="列出定版之后的变化")
@_edition_argument
def _compare(edition_id: str) -> Result:
    store = open_store()
    edition, frozen = meeting.open_edition(store, edition_id)
    changes = meeting.diff_snapshots(frozen, store.snapshot(), edition.through, store.history())
    lines = [_change_line(row) for row in records(changes)]
    text = "\n".join([f"“{edition.name}”定版之后有{len(lines)}处变化", *lines])
    # A console in GBK has no −, and ?32.3 would be another number.
    return Result(_json(edition) | {"changes": plain_records(changes)}, text.replace("−", "-"))


@edition_commands.command("rename", help="更名")
@_edition_argument
@click.argument("name", metavar="新名称")
@key_option
def _rename(edition_id: str, name: str, reporter: Reporter) -> Result:
    edition = meeting.rename_edition(open_store(), edition_id, name, reporter)
    return _result(edition, f"已更名为“{edition.name}”")


@edition_commands.command("withdraw", help="撤销一个会议版本")
@_edition_argument
@key_option
def _withdraw(edition_id: str, reporter: Reporter) -> Result:
    edition = meeting.withdraw_edition(open_store(), edition_id, reporter)
    return _result(edition, f"已撤销会议版本“{edition.name}”")


@edition_commands.command("restore", help="恢复已撤销的会议版本")
@_edition_argument
@key_option
def _restore(edition_id: str, reporter: Reporter) -> Result:
    edition = meeting.restore_edition(open_store(), edition_id, reporter)
    return _result(edition, f"已恢复会议版本“{edition.name}”")


def _result(edition: Edition, text: str) -> Result:
    return Result(_json(edition), f"{text}，编号 {edition.id}")


def _json(edition: Edition) -> dict[str, Any]:
    return {
        "id": edition.id, "name": edition.name, "through": edition.through.key, "by": edition.by,
        "at": iso_time(edition.at), "order": list(edition.order), "note": edition.note, "stands": edition.is_current,
        "withdrawn_by": edition.withdrawn_by or None, "versions": dict(edition.versions),
    }  # fmt: skip


def _change_line(row: dict[str, Any]) -> str:
    when = "" if is_missing(row["when"]) else f" {time_label(row['when'])}"
    values = f"{row['before']} → {row['after']}"
    return f"{row['what']}　{row['name']}　{row['period']}　{values}　{row['who']}{when}"


def _line(edition: Edition) -> str:
    state = "有效" if edition.is_current else f"已由{edition.withdrawn_by}撤销"
    through = f"截至{edition.through.month_label}"
    return f"{edition.id}  {time_label(edition.at)}  {edition.by}  {edition.name}  {through}  {state}"
