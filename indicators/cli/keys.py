"""``python -m indicators key``: make, list and revoke keys; and who a command acts for.

The shell of the server's own machine is the local administrator: whoever has it can read and write the tables anyway.
"""

from __future__ import annotations

import re
from typing import Final

import click

from indicators import access
from indicators.catalogue import lifts
from indicators.cli.output import Result
from indicators.cli.usage import Group
from indicators.period import iso_time, time_label

_ROLES: Final = {"administrator": "管理员", "department": "部门"}


def print_first_key() -> None:
    """Print the administrator's key on the first start, when there is none yet; check ``data/access.toml``.

    Raises:
        AccessError: the key cannot be written, or the file is wrong.
    """
    key = access.open_keys().ensure_administrator()
    if key is not None:
        print(f"首次启动，已生成管理员密钥（只在此显示一次，请立即妥善保存）：{key}", flush=True)
    access.access_rules()


def _reporter_of_key(_: click.Context, __: click.Parameter, key: str | None) -> access.Reporter:
    """Who a command acts for: the holder of ``--key``, else the local administrator."""
    return access.LOCAL_ADMINISTRATOR if key is None else access.open_keys().check(key)


def _administrator_of_key(ctx: click.Context, param: click.Parameter, key: str | None) -> None:
    reporter = _reporter_of_key(ctx, param, key)
    if not reporter.is_administrator:
        msg = f"“{reporter.name}”不能管理密钥，请由管理员操作。"
        raise access.NotAllowedError(msg)


class _Lifts(click.ParamType[list[str]]):
    """Names of lifts; the metavar is read when help shows it, because reading the catalogue may fail."""

    name = "lifts"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - click's signature
        return ",".join(lifts())

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> list[str]:  # noqa: ARG002 - click's signature
        return [name.strip() for name in re.split("[,，、]", value) if name.strip()]


_KEY_HELP: Final = "以该密钥持有人的身份执行，默认为本机管理员"
key_option = click.option("--key", "reporter", metavar="密钥", callback=_reporter_of_key, help=_KEY_HELP)
_administrator_option = click.option(
    "--key", metavar="密钥", callback=_administrator_of_key, expose_value=False, help=_KEY_HELP
)

key_commands = Group("key", help="上报密钥：生成、查看、停用")


@key_commands.command("add", help="生成一个密钥，只显示一次")
@click.argument("name", metavar="名称", help="持有部门或人员，如 经发局")
@click.option("--lifts", "allowed", type=_Lifts(), help="可上报的提，用逗号分隔；或 all（全部）")
@click.option("--administrator", is_flag=True, help="管理员：可上报全部，可管理密钥")
@_administrator_option
def _add(name: str, allowed: list[str] | None, *, administrator: bool) -> Result:
    if administrator == (allowed is not None):
        msg = "参数 --lifts 和 --administrator 应写其中一个"
        raise click.UsageError(msg)
    key = access.open_keys().add(name, allowed, "administrator" if administrator else "department")
    entry = next(entry for entry in access.open_keys().entries() if entry.id == access.key_id(key))
    return Result(_json(entry) | {"key": key}, f"“{entry.name}”的密钥（只显示这一次，请妥善转交）：{key}")


@key_commands.command("list", help="全部密钥，不含密钥本身")
@_administrator_option
def _list() -> Result:
    entries = access.open_keys().entries()
    return Result([_json(entry) for entry in entries], "\n".join(map(_line, entries)) or "还没有密钥")


@key_commands.command("revoke", help="停用一个密钥，立即生效")
@click.argument("which", metavar="名称或编号")
@_administrator_option
def _revoke(which: str) -> Result:
    revoked = access.open_keys().revoke(which)
    return Result(_json(revoked), f"已停用“{revoked.name}”的密钥 {revoked.id}，立即生效")


def _json(key: access.Key) -> dict[str, object]:
    """A key without its hash."""
    return {
        "id": key.id, "name": key.name, "role": key.role,
        "lifts": None if key.lifts is None else sorted(key.lifts),
        "created_at": iso_time(key.created_at), "revoked_at": key.revoked_at and iso_time(key.revoked_at),
    }  # fmt: skip


def _line(key: access.Key) -> str:
    state = "有效" if key.revoked_at is None else f"已于 {time_label(key.revoked_at)} 停用"
    created = f"{time_label(key.created_at)} 生成"
    return f"{key.id}  {key.name}  {_ROLES[key.role]}  可上报：{access.lift_names(key.lifts)}  {created}  {state}"
