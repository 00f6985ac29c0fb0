"""``python -m indicators export``: reports and tables as files."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from indicators.catalogue import lifts
from indicators.cli.shared import Command, Group, OneOf, Result, through_option, write_new
from indicators.export import REPORTS, TABLES, open_view, report_file, table_file
from indicators.meeting import open_edition
from indicators.period import today
from indicators.store import open_store

if TYPE_CHECKING:
    from indicators.period import Period

export_commands = Group("export", help="导出报告和数据表：完成情况表、汇报材料、通报、会议资料……")
_file_argument = click.argument("file", metavar="文件", type=Path)
_edition_option = click.option("--edition", metavar="编号", help="按会议版本定版时的数，默认为现在的")
_ABOUT = {
    "lift": click.option("--lift", type=OneOf(lifts), help="只看一提"),
    "indicator": click.option("--indicator", metavar="指标编号", help="哪个指标，如 industrial_output"),
}


@export_commands.command("table", help="一张数据表的全部行，csv 或 parquet")
@click.argument("table", type=OneOf(lambda: TABLES))
@_file_argument
@_edition_option
def _table(table: str, file: Path, edition: str | None) -> Result:
    store = open_store()
    snapshot = open_edition(store, edition)[1] if edition else store.snapshot()
    write_new(file, table_file(snapshot.require_whole(), table, file.suffix.lower().removeprefix(".")))
    rows = len(snapshot.log[table])
    return Result({"file": str(file), "table": table, "rows": rows}, f"已写入“{file}”：{rows}行。")


def _report(report: str, file: Path, through: Period | None, edition: str | None, **about: str) -> Result:
    view = open_view(open_store(), today(), through=through, edition=edition, **about)
    write_new(file, report_file(report, view).content)
    title, month = REPORTS[report].title, view.through
    answer = {"file": str(file), "report": report, "through": month.key, "edition": edition, **about}
    return Result(answer, f"已写入“{file}”：{title}，截至{month.month_label}。")


def _command(report: str) -> Command:
    """The command of a report, with the options that it takes."""
    function = partial(_report, report)
    for option in [_ABOUT[name] for name in REPORTS[report].options]:
        function = option(function)
    command = click.command(report, cls=Command, help=REPORTS[report].title)
    return command(_file_argument(through_option(_edition_option(function))))


for _name in REPORTS:
    export_commands.add_command(_command(_name))
