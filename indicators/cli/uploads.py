"""``check``, ``import``, ``uploads``, ``withdraw``, ``restore``, ``layouts`` and ``forget`` of ``python -m indicators``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from indicators import uploads
from indicators.cli.corrections import correction_options, corrections_of
from indicators.cli.keys import key_option
from indicators.cli.shared import Command, Result
from indicators.cli.upkeep import restored_backup
from indicators.frames import plain_records, records
from indicators.period import time_label, today
from indicators.reading import SIZE_LIMIT
from indicators.store import open_store
from indicators.uploads import Preview, UploadRefusedError
from indicators.validation import UploadDecisions
from indicators.wording import SPLIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.access import Reporter
    from indicators.store import Store

_FILE_OPTIONS: Final = (
    click.argument("file", metavar="文件", type=Path),
    click.option("--sheet", metavar="工作表", help="只读这一张工作表"),
    correction_options,
    click.option("--convert-units", is_flag=True, help="同类单位自动换算"),
    click.option("--clear-blanks", is_flag=True, help="空格清除现有数"),
    key_option,
)  # fmt: skip
_upload_argument = click.argument("upload", metavar="编号")


def _file_options(command: Callable[..., Result]) -> Callable[..., Result]:
    """The file and how to read it, for ``_preview``."""
    for option in reversed(_FILE_OPTIONS):
        command = option(command)
    return command


@click.command("check", cls=Command, help="检查文件，不写入")
@_file_options
def _check(**options: Any) -> Result:  # noqa: ANN401 - what click has parsed
    store, preview = _preview(**options)
    earlier = uploads.find_duplicate(store, preview)
    return _preview_result(preview, earlier, repeated=earlier is not None)


@click.command("import", cls=Command, help="检查并写入文件")
@_file_options
@click.option("--yes", is_flag=True, help="确认全部待确认事项")
@click.option("--note", metavar="备注", default="", help="备注")
def _import(*, yes: bool, note: str, **options: Any) -> Result:  # noqa: ANN401 - what click has parsed
    store, preview = _preview(**options)
    try:
        receipt = uploads.commit_upload(store, preview, confirmed=yes, note=note)
    except UploadRefusedError as error:
        hint = "\n确认无误后加 --yes 重新执行。" if preview.accepted and preview.questions and not yes else ""
        text = f"{uploads.preview_text(preview)}\n{error}{hint}"
        return Result(uploads.preview_json(preview) | {"error": str(error)}, text, 1)
    return _preview_result(preview, receipt.upload, repeated=receipt.repeated)


def _preview_result(preview: Preview, upload: str | None, *, repeated: bool) -> Result:
    return Result(
        uploads.preview_json(preview, upload, repeated=repeated),
        uploads.preview_text(preview, upload, repeated=repeated),
        0 if preview.accepted or repeated else 1,
    )


def _preview(file: Path, reporter: Reporter, sheet: str | None, **options: Any) -> tuple[Store, Preview]:  # noqa: ANN401
    corrections = corrections_of(options)
    content, store = _content(file), open_store()
    snapshot = store.snapshot()
    names = corrections.indicators(snapshot)
    preview = uploads.preview_file(
        content, name=file.name, snapshot=snapshot, reporter=reporter, today=today(),
        overrides=corrections.overrides(sheet),
        decisions=UploadDecisions(names=names, unused_names=corrections.unused_names, **options),
    )  # fmt: skip
    corrections.refuse_unmatched(preview.layout)
    return store, preview


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > SIZE_LIMIT:
            msg = f"文件“{file}”超过 {SIZE_LIMIT >> 20} MB，未读取，请{SPLIT}。"
            raise UploadRefusedError(msg)
        return file.read_bytes()
    except FileNotFoundError as error:
        msg = f"找不到文件“{file}”，请检查路径。"
        raise UploadRefusedError(msg) from error
    except (OSError, ValueError) as error:  # a path may hold what no file system knows
        msg = f"文件“{file}”无法读取，应为一个可读的文件，请检查路径和权限。"
        raise UploadRefusedError(msg) from error


@click.command("uploads", cls=Command, help="上报记录")
def _uploads() -> Result:
    listed = uploads.list_uploads(open_store())
    return Result(plain_records(listed), "\n".join(map(_line, records(listed))) or "还没有任何上报")


def _line(entry: dict[str, Any]) -> str:
    state = "有效" if entry["stands"] else f"已由{entry['last_by']}撤回"
    counts = f"新增{entry['new']}个，更改{entry['changed']}个"
    return f"{entry['upload']}  {time_label(entry['at'])}  {entry['by']}  {entry['file']}  {counts}  {state}"


@click.command("withdraw", cls=Command, help="撤回一次上报")
@_upload_argument
@key_option
def _withdraw(upload: str, reporter: Reporter) -> Result:
    return _row_count(upload, uploads.withdraw_upload(open_store(), upload, reporter))


@click.command("restore", cls=Command, help="恢复已撤回的上报；或把备份文件恢复到空的数据文件夹")
@click.argument("upload", metavar="编号|备份文件.zip")
@key_option
def _restore(upload: str, reporter: Reporter) -> Result:
    if upload.endswith(".zip"):
        return restored_backup(Path(upload))
    return _row_count(upload, uploads.restore_upload(open_store(), upload, reporter))


def _row_count(upload: str, rows: int) -> Result:
    return Result({"upload": upload, "rows": rows}, f"已处理 {rows} 行，编号 {upload}。")


@click.command("layouts", cls=Command, help="已确认的版式")
def _layouts() -> Result:
    forms = uploads.list_layouts(open_store().snapshot())
    return Result(plain_records(forms), "\n".join(map(_form_line, records(forms))) or "还没有确认过的版式")


def _form_line(form: dict[str, Any]) -> str:
    confirmed = f"{time_label(form['at'])} 由{form['by']}确认"
    used = f"用过{form['files']}次，最近 {time_label(form['used_at'])}"
    state = "，有上报已撤回，下次重新询问" if form["state"] == "撤回" else ""
    where = f"{form['fingerprint']}  {form['department']}  {form['title']}"
    return f"{where}  {confirmed}，{used}{state}\n　　{form['meaning']}"


@click.command("forget", cls=Command, help="忘记一个版式，下次重新询问")
@click.argument("fingerprint", metavar="版式")
@click.option("--department", metavar="经发局", help="哪个单位的版式，默认为密钥持有人的")
@key_option
def _forget(fingerprint: str, department: str | None, reporter: Reporter) -> Result:
    department = department or reporter.name
    uploads.forget_layout(open_store(), department, fingerprint, reporter)
    forgotten = {"department": department, "fingerprint": fingerprint}
    return Result(forgotten, f"已忘记{department}的版式 {fingerprint}，下次重新询问。")


UPLOAD_COMMANDS: Final = (_check, _import, _uploads, _withdraw, _restore, _layouts, _forget)
