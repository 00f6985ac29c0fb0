"""``python -m indicators``: init, status, demo, history; the rest in ``cli_uploads``, ``cli_keys``, ``cli_editions``.

Exit 0 done, 1 refused, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING, Final, NoReturn

from indicators import cli_editions, cli_keys, cli_uploads, demo, withdrawal
from indicators.access import LOCAL_ADMINISTRATOR, AccessError
from indicators.answers import answer, as_text
from indicators.board import board, default_month
from indicators.catalogue import CatalogueError, lifts
from indicators.cli_print import print_json, say
from indicators.frames import plain, records
from indicators.period import PeriodError, parse
from indicators.reporting import UploadRefusedError
from indicators.seed import open_store
from indicators.settings import SettingsError, data_root
from indicators.store_errors import StoreError
from indicators.tables import DEMO
from indicators.upload import Upload

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code says how it went."""
    for stream in (sys.stdout, sys.stderr):
        # A Chinese Windows console speaks GBK, which lacks some of the shapes; better a ? than a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = argparse.Namespace(json=False)
    try:
        options = _parser().parse_args(arguments)
        return int(options.run(options))
    except (AccessError, UploadRefusedError, StoreError, CatalogueError, SettingsError, PeriodError) as error:
        if getattr(options, "json", False):
            print_json({"error": str(error)})
        else:
            print(error, file=sys.stderr)
        return 1


class _Parser(argparse.ArgumentParser):
    """Says how a command is used, and what is wrong with one, in Chinese."""

    def format_usage(self) -> str:
        """The line of usage."""
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        """Usage and what each part means."""
        said = super().format_help()
        for english, chinese in _HELP.items():
            said = said.replace(english, chinese, 1)
        return said

    def error(self, message: str) -> NoReturn:
        """Print usage and what is wrong; end with 2."""
        for english, chinese in _WRONG:
            message = english.sub(chinese, message)
        self.exit(2, f"{self.format_usage()}{message}\n")


_HELP: Final = {
    "usage: ": "用法：",
    "positional arguments:": "参数：",
    "options:": "选项：",
    "show this help message and exit": "显示本说明",
}
_WRONG: Final = tuple(
    (re.compile(english), chinese)
    for english, chinese in (
        ("unrecognized arguments: (.*)", r"不认识的参数：\1"),
        ("the following arguments are required: (.*)", r"缺少参数：\1"),
        (r"argument (.+): invalid choice: (.+) \(choose from (.*)\)", r"参数 \1 不能是 \2，可选：\3"),
        ("argument (.+): expected one argument", r"参数 \1 后面缺少内容"),
        (r"argument (.+): invalid \S+ value: (.+)", r"参数 \1 不能是 \2"),
    )
)


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = _Parser(
        prog="python -m indicators", description="六提工程数据表的命令行"
    )
    commands = parser.add_subparsers(required=True, metavar="命令")
    commands.add_parser("init", help="建立数据表并装入计划与公开数据").set_defaults(run=_init)
    status = commands.add_parser("status", help="各指标和任务截至某月的进度")
    status.add_argument("--through", metavar="2024-09", help="截至月份，默认为多数指标已报送的最新月份")
    status.add_argument("--lift", choices=list(lifts()), help="只看一提")
    status.set_defaults(run=_status)
    demonstration = commands.add_parser("demo", help="装入或清除演示数据")
    demonstration.add_argument("switch", choices=["on", "off"])
    demonstration.set_defaults(run=_demo)
    commands.add_parser("history", help="每一次写入：时间、人、文件、行数").set_defaults(run=_history)
    cli_uploads.add_to(commands)
    cli_keys.add_to(commands)
    cli_editions.add_to(commands)
    for command in commands.choices.values():
        command.add_argument("--json", action="store_true", help="以 JSON 输出")
    return parser


def _init(options: argparse.Namespace) -> int:
    store = open_store()
    said = {"data": data_root(), "versions": dict(store.snapshot().versions)}
    say(options, said, f"数据表已就绪：{data_root()}")
    return 0


def _status(options: argparse.Namespace) -> int:
    snapshot = open_store().snapshot()
    through = parse(options.through) if options.through else default_month(snapshot)
    answered = answer(board(snapshot, options.lift, type(through).from_key(through.key)))
    say(options, answered, as_text(answered))
    return 0


def _demo(options: argparse.Namespace) -> int:
    store = open_store(with_demo=False)
    removed = withdrawal.remove_origin(store, DEMO, LOCAL_ADMINISTRATOR.name)
    added = 0
    if options.switch == "on":
        upload = Upload.new(LOCAL_ADMINISTRATOR.name)
        for table, rows in demo.tables().items():
            store.append(table, rows, upload)
            added += len(rows)
    say(options, {"removed": removed, "added": added}, f"清除演示数据 {removed} 行，装入 {added} 行")
    return 0


def _history(options: argparse.Namespace) -> int:
    commits = open_store().history()
    rows = [{name: plain(cell) for name, cell in row.items()} for row in records(commits)]
    say(options, rows, commits.to_string(index=False))
    return 0
