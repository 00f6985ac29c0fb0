"""``python -m indicators names``: what departments mean by names of their own, listed and forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from indicators import uploads
from indicators.cli.keys import key_option
from indicators.cli.shared import Group, Result
from indicators.frames import plain_records, records
from indicators.period import time_label
from indicators.store import open_store

if TYPE_CHECKING:
    from indicators.access import Reporter

name_commands = Group("names", help="各部门自己的指标名称")


@name_commands.command("list", help="列出记住的名称")
def _list() -> Result:
    names = uploads.list_names(open_store().snapshot())
    lines = [
        f"{row['department']}  {row['name']} = {row['label']}  {time_label(row['at'])} 由{row['by']}指定"
        for row in records(names)
    ]
    return Result(plain_records(names), "\n".join(lines) or "还没有记住的名称")


@name_commands.command("forget", help="忘记一个名称，下次重新询问")
@click.argument("name", metavar="名称")
@click.option("--department", metavar="经发局", help="哪个单位的名称，默认为密钥持有人的")
@key_option
def _forget(name: str, department: str | None, reporter: Reporter) -> Result:
    department = department or reporter.name
    uploads.forget_name(open_store(), department, name, reporter)
    return Result(
        {"department": department, "name": name}, f"已忘记{department}的名称“{name}”，下次重新询问。"
    )
