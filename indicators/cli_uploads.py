"""``check``, ``import``, ``uploads``, ``withdraw`` and ``restore`` of ``python -m indicators``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from indicators import reporting
from indicators.cli_keys import acting, add_key_option
from indicators.cli_print import say
from indicators.frames import plain, records
from indicators.period import parse, today
from indicators.reading.context import Answers
from indicators.reading.contract import Choices
from indicators.reading.decode import LIMIT, SPLIT
from indicators.reading.preview import Preview, read
from indicators.seed import open_store
from indicators.upload_answers import upload_answer, upload_text

if TYPE_CHECKING:
    import argparse

    from indicators.store import Store


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Hook the commands in."""
    for name, help_text, run in (
        ("check", "检查文件，不写入", _check),
        ("import", "检查并写入文件", _import),
    ):
        command = commands.add_parser(name, help=help_text)
        command.add_argument("file", metavar="文件", type=Path)
        command.add_argument("--sheet", metavar="工作表")
        command.add_argument("--year", type=int, metavar="2024", help="文件没有写年份时的年份")
        command.add_argument("--period", metavar="2024-09", help="文件没有写期间时的月份")
        command.add_argument(
            "--measure", choices=["ytd", "month"], help="没有写明的数是累计（ytd）还是当月（month）"
        )
        command.add_argument("--convert-units", action="store_true", help="同类单位自动换算")
        command.add_argument("--clear-blanks", action="store_true", help="空格清除现有数")
        if name == "import":
            command.add_argument("--yes", action="store_true", help="确认全部待确认事项")
            command.add_argument("--note", default="", help="备注")
        command.set_defaults(run=run)
    commands.add_parser("uploads", help="上报记录").set_defaults(run=_uploads)
    for name, help_text, action in (
        ("withdraw", "撤回一次上报", reporting.withdraw),
        ("restore", "恢复已撤回的上报", reporting.restore),
    ):
        command = commands.add_parser(name, help=help_text)
        command.add_argument("upload", metavar="编号")
        command.set_defaults(run=_change, action=action)
    for name in ("check", "import", "withdraw", "restore"):
        add_key_option(commands.choices[name])


def _preview(options: argparse.Namespace, store: Store) -> Preview:
    return read(
        _content(options.file),
        name=options.file.name,
        snapshot=store.snapshot(),
        reporter=acting(options.key),
        today=today(),
        choices=Choices(
            sheet=options.sheet,
            year=options.year,
            period=None if options.period is None else parse(options.period).key,
        ),
        answers=Answers(
            measure=options.measure, convert_units=options.convert_units, clear_blanks=options.clear_blanks
        ),
    )


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LIMIT:
            msg = f"文件“{file}”超过 {LIMIT >> 20} MB，未读取，请{SPLIT}。"
            raise reporting.UploadRefusedError(msg)
        return file.read_bytes()
    except FileNotFoundError as error:
        msg = f"找不到文件“{file}”，请检查路径。"
        raise reporting.UploadRefusedError(msg) from error
    except (OSError, ValueError) as error:  # a path may hold what no file system knows
        msg = f"文件“{file}”无法读取，应为一个可读的文件，请检查路径和权限。"
        raise reporting.UploadRefusedError(msg) from error


def _check(options: argparse.Namespace) -> int:
    store = open_store()
    preview = _preview(options, store)
    earlier = reporting.repeats(store, preview)
    repeated = earlier is not None
    say(
        options,
        upload_answer(preview, earlier, repeated=repeated),
        upload_text(preview, earlier, repeated=repeated),
    )
    return 0 if preview.accepted or repeated else 1


def _import(options: argparse.Namespace) -> int:
    store = open_store()
    preview = _preview(options, store)
    try:
        receipt = reporting.commit(store, preview, confirmed=options.yes, note=options.note)
    except reporting.UploadRefusedError as error:
        open_questions = preview.accepted and preview.questions and not options.yes
        hint = "\n确认无误后加 --yes 重新执行。" if open_questions else ""
        say(options, upload_answer(preview) | {"error": str(error)}, f"{upload_text(preview)}\n{error}{hint}")
        return 1
    as_json = upload_answer(preview, receipt.upload, repeated=receipt.repeated)
    say(options, as_json, upload_text(preview, receipt.upload, repeated=receipt.repeated))
    return 0


def _uploads(options: argparse.Namespace) -> int:
    uploads = records(reporting.listed(open_store()))
    rows = [{name: plain(cell) for name, cell in row.items()} for row in uploads]
    say(options, rows, "\n".join(map(_line, uploads)) or "还没有任何上报")
    return 0


def _line(entry: dict[str, Any]) -> str:
    state = "有效" if entry["stands"] else f"已由{entry['last_by']}撤回"
    counts = f"新增{entry['new']}个，更改{entry['changed']}个"
    at = f"{entry['at'].to_pydatetime().astimezone():%Y-%m-%d %H:%M}"
    return f"{entry['upload']}  {at}  {entry['by']}  {entry['file']}  {counts}  {state}"


def _change(options: argparse.Namespace) -> int:
    rows = options.action(open_store(), options.upload, acting(options.key))
    say(options, {"upload": options.upload, "rows": rows}, f"已处理 {rows} 行，编号 {options.upload}。")
    return 0
