"""``backup FILE``, and ``restore FILE`` of one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from indicators.cli.shared import Command, Result
from indicators.period import iso_time, time_label
from indicators.settings import data_root
from indicators.upkeep import make_backup, restore

_MEGABYTE: Final = 1024 * 1024


@click.command("backup", cls=Command, help="备份数据表、原始文件和密钥的摘要到一个新文件；服务器可照常运行")
@click.argument("file", metavar="文件.zip", type=Path)
def backup_command(file: Path) -> Result:
    """Exit code 1 also where what was backed up is damaged already."""
    if file.suffix != ".zip":
        msg = f"参数 文件.zip 不能是“{file}”，文件名应以 .zip 结尾"
        raise click.UsageError(msg)
    backup = make_backup(data_root(), file)
    contents = backup.contents
    value = {
        "file": str(backup.file), "size": backup.size, "made": iso_time(contents.made), "files": len(contents.files),
        "versions": contents.versions, "damaged": contents.damaged,
    }  # fmt: skip
    text = f"已备份 {len(contents.files)} 个文件（{backup.size / _MEGABYTE:.1f} MB），并已回读核对：{backup.file}"
    if contents.damaged:
        text += f"\n但其中 {len(contents.damaged)} 个文件在备份前已经损坏或丢失，请用 verify 查看："
        text += "".join(f"\n  {name}" for name in contents.damaged)
    return Result(value, text, 1 if contents.damaged else 0)


def restored_backup(file: Path) -> Result:
    """Restore a backup into the empty folder of the tables."""
    contents = restore(data_root(), file)
    value = {
        "file": str(file), "data": data_root(), "made": iso_time(contents.made), "files": len(contents.files),
        "versions": contents.versions, "damaged": contents.damaged,
    }  # fmt: skip
    text = (
        f"已恢复 {time_label(contents.made)} 的备份到 {data_root()}，共 {len(contents.files)} 个文件。\n"
        "密钥也是当时的：其后停用的请再次停用（key list、key revoke），其后新发的请重新发放。"
    )
    if contents.damaged:
        text += f"\n备份时已有 {len(contents.damaged)} 个文件损坏或丢失，请用 verify 查看。"
    return Result(value, text)
