"""``check``, ``import``, ``uploads``, ``withdraw`` and ``restore`` of ``python -m indicators``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypedDict, Unpack

import click

from indicators.cli.keys import acting, key_option
from indicators.cli.usage import Command, OneOf, WholeNumber
from indicators.frames import records, to_plain
from indicators.period import parse, today
from indicators.reading import LIMIT, ReadOverrides
from indicators.store import open_store
from indicators.uploads import (
    Preview,
    UploadRefusedError,
    commit_upload,
    find_duplicate,
    list_uploads,
    preview_file,
    preview_json,
    preview_text,
    restore_upload,
    withdraw_upload,
)
from indicators.validation import UploadDecisions
from indicators.wording import SPLIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.cli.output import Output
    from indicators.store import Store


class _Reading(TypedDict):
    file: Path
    sheet: str | None
    year: int | None
    period: str | None
    measure: Literal["ytd", "month"] | None
    convert_units: bool
    clear_blanks: bool
    key: str | None


def _reading(command: Callable[..., int]) -> Callable[..., int]:
    """The file, and all that can be said about it."""
    for decorate in reversed(
        (
            click.argument("file", metavar="文件", type=Path),
            click.option("--sheet", metavar="工作表"),
            click.option("--year", type=WholeNumber(), metavar="2024", help="文件没有写年份时的年份"),
            click.option("--period", metavar="2024-09", help="文件没有写期间时的月份"),
            click.option(
                "--measure",
                type=OneOf(lambda: ("ytd", "month")),
                help="没有写明的数是累计（ytd）还是当月（month）",
            ),
            click.option("--convert-units", is_flag=True, help="同类单位自动换算"),
            click.option("--clear-blanks", is_flag=True, help="空格清除现有数"),
            key_option,
        )
    ):
        command = decorate(command)
    return command


@click.command("check", cls=Command, help="检查文件，不写入")
@_reading
@click.pass_obj
def _check(output: Output, /, **given: Unpack[_Reading]) -> int:
    store = open_store()
    preview = _preview(store, given)
    earlier = find_duplicate(store, preview)
    repeated = earlier is not None
    output.say(
        preview_json(preview, earlier, repeated=repeated), preview_text(preview, earlier, repeated=repeated)
    )
    return 0 if preview.accepted or repeated else 1


@click.command("import", cls=Command, help="检查并写入文件")
@_reading
@click.option("--yes", is_flag=True, help="确认全部待确认事项")
@click.option("--note", metavar="备注", default="", help="备注")
@click.pass_obj
def _import(output: Output, /, *, yes: bool, note: str, **given: Unpack[_Reading]) -> int:
    store = open_store()
    preview = _preview(store, given)
    try:
        receipt = commit_upload(store, preview, confirmed=yes, note=note)
    except UploadRefusedError as error:
        open_questions = preview.accepted and preview.questions and not yes
        hint = "\n确认无误后加 --yes 重新执行。" if open_questions else ""
        output.say(preview_json(preview) | {"error": str(error)}, f"{preview_text(preview)}\n{error}{hint}")
        return 1
    output.say(
        preview_json(preview, receipt.upload, repeated=receipt.repeated),
        preview_text(preview, receipt.upload, repeated=receipt.repeated),
    )
    return 0


def _preview(store: Store, given: _Reading) -> Preview:
    period = given["period"]
    return preview_file(
        _content(given["file"]),
        name=given["file"].name,
        snapshot=store.snapshot(),
        reporter=acting(given["key"]),
        today=today(),
        choices=ReadOverrides(
            sheet=given["sheet"],
            year=given["year"],
            period=None if period is None else parse(period).key,
        ),
        answers=UploadDecisions(
            measure=given["measure"],
            convert_units=given["convert_units"],
            clear_blanks=given["clear_blanks"],
        ),
    )


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LIMIT:
            msg = f"文件“{file}”超过 {LIMIT >> 20} MB，未读取，请{SPLIT}。"
            raise UploadRefusedError(msg)
        return file.read_bytes()
    except FileNotFoundError as error:
        msg = f"找不到文件“{file}”，请检查路径。"
        raise UploadRefusedError(msg) from error
    except (OSError, ValueError) as error:  # a path may hold what no file system knows
        msg = f"文件“{file}”无法读取，应为一个可读的文件，请检查路径和权限。"
        raise UploadRefusedError(msg) from error


@click.command("uploads", cls=Command, help="上报记录")
@click.pass_obj
def _uploads(output: Output) -> int:
    uploads = records(list_uploads(open_store()))
    rows = [{name: to_plain(cell) for name, cell in row.items()} for row in uploads]
    output.say(rows, "\n".join(map(_line, uploads)) or "还没有任何上报")
    return 0


def _line(entry: dict[str, Any]) -> str:
    state = "有效" if entry["stands"] else f"已由{entry['last_by']}撤回"
    counts = f"新增{entry['new']}个，更改{entry['changed']}个"
    at = f"{entry['at'].to_pydatetime().astimezone():%Y-%m-%d %H:%M}"
    return f"{entry['upload']}  {at}  {entry['by']}  {entry['file']}  {counts}  {state}"


@click.command("withdraw", cls=Command, help="撤回一次上报")
@click.argument("upload", metavar="编号")
@key_option
@click.pass_obj
def _withdraw(output: Output, upload: str, key: str | None) -> int:
    return _say_rows(output, upload, withdraw_upload(open_store(), upload, acting(key)))


@click.command("restore", cls=Command, help="恢复已撤回的上报")
@click.argument("upload", metavar="编号")
@key_option
@click.pass_obj
def _restore(output: Output, upload: str, key: str | None) -> int:
    return _say_rows(output, upload, restore_upload(open_store(), upload, acting(key)))


def _say_rows(output: Output, upload: str, rows: int) -> int:
    output.say({"upload": upload, "rows": rows}, f"已处理 {rows} 行，编号 {upload}。")
    return 0


COMMANDS: Final = (_check, _import, _uploads, _withdraw, _restore)
