"""``python -m indicators key``: make, list and revoke keys; and who a command acts for.

The shell of the server's own machine is the local administrator: whoever has it can read and write the tables anyway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from indicators.access import (
    LOCAL_ADMINISTRATOR,
    Key,
    NotAllowedError,
    Reporter,
    access_rules,
    key_id,
    lift_names,
    open_keys,
)
from indicators.catalogue import lifts
from indicators.cli.usage import Group

if TYPE_CHECKING:
    from indicators.cli.output import Output

_ROLES = {"administrator": "管理员", "department": "部门"}


def say_first_key() -> None:
    """On the first start with no key yet, print the administrator's key; and read ``data/access.toml`` for its faults.

    Raises:
        AccessError: the key cannot be written, or the file is wrong.
    """
    key = open_keys().ensure_administrator()
    if key is not None:
        print(f"首次启动，已生成管理员密钥（只在此显示一次，请立即妥善保存）：{key}", flush=True)
    access_rules()


def acting(key: str | None) -> Reporter:
    """Who a command acts for: the holder of ``--key``, else the local administrator.

    Raises:
        KeyRefusedError: the key opens nothing.
    """
    return LOCAL_ADMINISTRATOR if key is None else open_keys().check(key)


class _Lifts(click.types.StringParamType):
    """Which lifts there are is asked for when help shows it: reading the catalogue may fail."""

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - click's signature
        return ",".join(lifts())


key_option = click.option("--key", metavar="密钥", help="以该密钥持有人的身份执行，默认为本机管理员")

key_commands = Group("key", help="上报密钥：生成、查看、停用")


@key_commands.command("add", help="生成一个密钥，只显示一次")
@click.argument("name", metavar="名称", help="持有部门或人员，如 经发局")
@click.option("--lifts", "named_lifts", type=_Lifts(), help="可上报的提，用逗号分隔；或 all（全部）")
@click.option("--administrator", is_flag=True, help="管理员：可上报全部，可管理密钥")
@key_option
@click.pass_obj
def _add(
    output: Output,
    *,
    name: str,
    named_lifts: str | None,
    administrator: bool,
    key: str | None,
) -> int:
    if administrator == (named_lifts is not None):
        msg = "参数 --lifts 和 --administrator 应写其中一个"
        raise click.UsageError(msg, click.get_current_context())
    _require_administrator(key)
    asked = None if named_lifts is None else _split(named_lifts)
    made = open_keys().add(name, asked, "administrator" if administrator else "department")
    entry = next(entry for entry in open_keys().entries() if entry.id == key_id(made))
    output.say(_json(entry) | {"key": made}, f"“{entry.name}”的密钥（只显示这一次，请妥善转交）：{made}")
    return 0


@key_commands.command("list", help="全部密钥，不含密钥本身")
@key_option
@click.pass_obj
def _list(output: Output, key: str | None) -> int:
    _require_administrator(key)
    entries = open_keys().entries()
    output.say([_json(entry) for entry in entries], "\n".join(map(_line, entries)) or "还没有密钥")
    return 0


@key_commands.command("revoke", help="停用一个密钥，立即生效")
@click.argument("which", metavar="名称或编号")
@key_option
@click.pass_obj
def _revoke(output: Output, which: str, key: str | None) -> int:
    _require_administrator(key)
    revoked = open_keys().revoke(which)
    output.say(_json(revoked), f"已停用“{revoked.name}”的密钥 {revoked.id}，立即生效")
    return 0


def _split(text: str) -> list[str]:
    names = text.replace("，", ",").replace("、", ",").split(",")
    return [name.strip() for name in names if name.strip()]


def _require_administrator(key: str | None) -> None:
    who = acting(key)
    if not who.is_administrator:
        msg = f"“{who.name}”不能管理密钥，请由管理员操作。"
        raise NotAllowedError(msg)


def _json(key: Key) -> dict[str, object]:
    """A key as JSON, its hash left out."""
    return {
        "id": key.id,
        "name": key.name,
        "role": key.role,
        "lifts": None if key.lifts is None else sorted(key.lifts),
        "created_at": key.created_at.isoformat(),
        "revoked_at": key.revoked_at and key.revoked_at.isoformat(),
    }


def _line(key: Key) -> str:
    state = "有效" if key.revoked_at is None else f"已于 {key.revoked_at.astimezone():%Y-%m-%d %H:%M} 停用"
    made = f"{key.created_at.astimezone():%Y-%m-%d %H:%M} 生成"
    return f"{key.id}  {key.name}  {_ROLES[key.role]}  可上报：{lift_names(key.lifts)}  {made}  {state}"
