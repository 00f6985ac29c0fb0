"""``python -m indicators``: init, status, demo, history; the rest in ``uploads``, ``keys``, ``editions``.

Exit 0 done, 1 refused, 2 wrong usage.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from indicators.access import LOCAL_ADMINISTRATOR, AccessError
from indicators.catalogue import CatalogueError, lifts
from indicators.cli.editions import edition_commands
from indicators.cli.keys import key_commands
from indicators.cli.output import Output
from indicators.cli.uploads import COMMANDS
from indicators.cli.usage import Group, OneOf, wrong_usage
from indicators.evaluation import board, default_month
from indicators.export import board_json, board_text
from indicators.frames import records, to_plain
from indicators.period import Period, PeriodError, parse
from indicators.settings import SettingsError, data_root
from indicators.store import DEMO, StoreError, Upload, demo_rows, open_store, remove_origin
from indicators.uploads import UploadRefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code says how it went."""
    for stream in (sys.stdout, sys.stderr):
        # A Chinese Windows console speaks GBK, which lacks some of the shapes; better a ? than a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    output = Output()
    typed = sys.argv[1:] if arguments is None else arguments
    try:
        return int(commands.main(typed, "python -m indicators", standalone_mode=False, obj=output))
    except click.UsageError as error:
        print(wrong_usage(error), file=sys.stderr)
        return error.exit_code
    except (AccessError, UploadRefusedError, StoreError, CatalogueError, SettingsError, PeriodError) as error:
        output.refuse(error)
        return 1


commands = Group(help="六提工程数据表的命令行", context_settings={"help_option_names": ["-h", "--help"]})


@commands.command("init", help="建立数据表并装入计划与公开数据")
@click.pass_obj
def _init(output: Output) -> int:
    store = open_store()
    made = {"data": data_root(), "versions": dict(store.snapshot().versions)}
    output.say(made, f"数据表已就绪：{data_root()}")
    return 0


@commands.command("status", help="各指标和任务截至某月的进度")
@click.option("--through", metavar="2024-09", help="截至月份，默认为多数指标已报送的最新月份")
@click.option("--lift", type=OneOf(lifts), help="只看一提")
@click.pass_obj
def _status(output: Output, through: str | None, lift: str | None) -> int:
    snapshot = open_store().snapshot()
    month = Period.from_key(parse(through).key) if through else default_month(snapshot)
    status = board_json(board(snapshot, lift, month))
    output.say(status, board_text(status))
    return 0


@commands.command("demo", help="装入或清除演示数据")
@click.argument("switch", type=OneOf(lambda: ("on", "off")), metavar="on|off")
@click.pass_obj
def _demo(output: Output, switch: str) -> int:
    store = open_store(with_demo=False)
    removed = remove_origin(store, DEMO, LOCAL_ADMINISTRATOR.name)
    added = 0
    if switch == "on":
        upload = Upload.new(LOCAL_ADMINISTRATOR.name)
        for table, rows in demo_rows().items():
            store.append(table, rows, upload)
            added += len(rows)
    output.say({"removed": removed, "added": added}, f"清除演示数据 {removed} 行，装入 {added} 行")
    return 0


@commands.command("history", help="每一次写入：时间、人、文件、行数")
@click.pass_obj
def _history(output: Output) -> int:
    commits = open_store().history()
    rows = [{name: to_plain(cell) for name, cell in row.items()} for row in records(commits)]
    output.say(rows, commits.to_string(index=False))
    return 0


for _command in (*COMMANDS, key_commands, edition_commands):
    commands.add_command(_command)
