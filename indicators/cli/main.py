"""``python -m indicators``: init, status, demo, history; every other group of commands has a module of its own.

Exit code 0 done, 1 refused, 2 wrong usage.
"""

from __future__ import annotations

import json
import logging
import sys
import tempfile
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from indicators.access import LOCAL_ADMINISTRATOR, AccessError
from indicators.catalogue import CatalogueError, lifts
from indicators.cli.editions import edition_commands
from indicators.cli.exports import export_commands
from indicators.cli.follow_up import follow_up_commands
from indicators.cli.keys import key_commands
from indicators.cli.names import name_commands
from indicators.cli.plan_years import year_commands
from indicators.cli.remind import remind_command
from indicators.cli.shared import FileRefusedError, Group, OneOf, Result, explain_usage, through_option
from indicators.cli.templates import template_command
from indicators.cli.thresholds import threshold_commands
from indicators.cli.upkeep import backup_command, repair_command, verify_command
from indicators.cli.uploads import UPLOAD_COMMANDS
from indicators.evaluation import board, default_month
from indicators.export import ReportError, ViewError, board_json, board_text
from indicators.follow_up import AnswerError
from indicators.frames import plain_records
from indicators.period import PeriodError, time_label
from indicators.settings import SettingsError, data_root
from indicators.store import StoreError, open_store, switch_demo
from indicators.upkeep import UpkeepError
from indicators.uploads import CorrectionError, UploadRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indicators.period import Period

_REFUSALS = (
    AccessError,
    AnswerError,
    UploadRefusedError,
    CorrectionError,
    StoreError,
    CatalogueError,
    SettingsError,
    PeriodError,
    FileRefusedError,
    ReportError,
    ViewError,
    UpkeepError,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A Chinese Windows console in GBK lacks some characters; better a ? than a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = {"json": False}  # set by --json
    try:
        with _saying_what_is_damaged():
            result = commands.main(arguments, "python -m indicators", standalone_mode=False, obj=options)
    except click.UsageError as error:
        print(explain_usage(error), file=sys.stderr)
        return error.exit_code
    except (KeyboardInterrupt, SystemExit, click.Abort):
        print("已中断。", file=sys.stderr)
        return 1
    except BaseException as error:  # noqa: BLE001 - a library in Rust that gives up raises no Exception
        problem = str(error) if isinstance(error, _REFUSALS) else _unforeseen(error)
        if not options["json"]:
            print(problem, file=sys.stderr)
            return 1
        result = Result({"error": problem}, "", 1)
    if not isinstance(result, Result):  # after --help
        return 0
    as_json = options["json"]
    print(json.dumps(result.value, ensure_ascii=False, indent=2, allow_nan=False) if as_json else result.text)
    return result.exit_code


@contextmanager
def _saying_what_is_damaged() -> Iterator[None]:
    """A command goes on with the rows that can be read, and says which tables lack some."""
    log, handler = logging.getLogger("sixlifts.tables"), logging.StreamHandler(sys.stderr)
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)


def _unforeseen(error: BaseException) -> str:
    """An error nobody foresaw in words; what helps to mend it goes to a file."""
    words = "程序内部出错，命令未完成"
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="sixlifts-", suffix=".log", encoding="utf-8", delete=False
        ) as log:
            log.writelines(traceback.format_exception(error))
    except OSError:
        return f"{words}（{type(error).__name__}）。"
    return f"{words}。详情已写入 {log.name}，请把它交给维护人员。"


commands = Group(help="六提工程数据表的命令行")


@commands.command("init", help="建立数据表并装入计划与公开数据")
def _init() -> Result:
    versions = dict(open_store(new=True).snapshot().versions)
    return Result({"data": data_root(), "versions": versions}, f"数据表已就绪：{data_root()}")


@commands.command("status", help="各指标和任务截至某月的进度")
@through_option
@click.option("--lift", type=OneOf(lifts), help="只看一提")
def _status(through: Period | None, lift: str | None) -> Result:
    snapshot = open_store().snapshot()
    status = board_json(board(snapshot, lift, through or default_month(snapshot)))
    return Result(status, board_text(status))


@commands.command("demo", help="装入或清除演示数据")
@click.argument("switch", type=OneOf(lambda: ("on", "off")), metavar="on|off")
def _demo(switch: str) -> Result:
    store = open_store(with_demo=False)
    removed, added = switch_demo(store, LOCAL_ADMINISTRATOR.name, on=switch == "on")
    return Result({"removed": removed, "added": added}, f"清除演示数据 {removed} 行，装入 {added} 行")


@commands.command("history", help="每一次写入：时间、人、文件、行数")
def _history() -> Result:
    commits = open_store().history()
    text = commits.assign(at=commits["at"].map(time_label)).to_string(index=False)
    return Result(plain_records(commits), text)


for _command in (
    *UPLOAD_COMMANDS,
    name_commands,
    key_commands,
    edition_commands,
    export_commands,
    follow_up_commands,
    remind_command,
    year_commands,
    threshold_commands,
    template_command,
    verify_command,
    repair_command,
    backup_command,
):
    commands.add_command(_command)
