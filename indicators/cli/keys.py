"""``python -m indicators key``: make, list and revoke keys; and who a command acts for.

The shell of the server's own machine is the local administrator: whoever has it can read and write the tables anyway.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import click

from indicators import access
from indicators.catalogue import lifts
from indicators.cli.shared import Group, Result
from indicators.period import iso_time, time_label
from indicators.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

_ROLES: Final = {"administrator": "管理员", "department": "部门"}
_BETWEEN_NAMES: Final = re.compile("[,，、]")


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


class _Names(click.ParamType[list[str]]):
    """Several names, with commas between them."""

    name = "names"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> list[str]:  # noqa: ARG002 - click's signature
        return [name.strip() for name in _BETWEEN_NAMES.split(value) if name.strip()]


class _Lifts(_Names):
    """Names of lifts; the metavar is read when help shows it, because reading the catalogue may fail."""

    name = "lifts"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - click's signature
        return ",".join(lifts())


_KEY_HELP: Final = "以该密钥持有人的身份执行，默认为本机管理员"


def _key_option(name: str) -> Callable[[Any], Any]:
    """The option ``--key``, which gives a command who it acts for."""
    return click.option("--key", name, metavar="密钥", callback=_reporter_of_key, help=_KEY_HELP)


key_option = _key_option("reporter")
_administrator_option = click.option(
    "--key", metavar="密钥", callback=_administrator_of_key, expose_value=False, help=_KEY_HELP
)

key_commands = Group("key", help="上报密钥：生成、查看、停用")


@key_commands.command("add", help="生成一个密钥，只显示一次")
@click.argument("name", metavar="名称", help="持有部门或人员，如 经发局")
@click.option("--lifts", "allowed", type=_Lifts(), help="可上报的提，用逗号分隔；或 all（全部）")
@click.option(
    "--units",
    type=_Names(),
    metavar="经发局,招商局",
    help="可上报这些责任单位的指标和任务；可与 --lifts 并用",
)
@click.option("--administrator", is_flag=True, help="管理员：可上报全部，可管理密钥")
@_key_option("by")
def _add(
    name: str,
    allowed: list[str] | None,
    units: list[str] | None,
    *,
    administrator: bool,
    by: access.Reporter,
) -> Result:
    limited = allowed is not None or units is not None
    if administrator == limited:
        msg = "参数应为 --lifts、--units（其一或两个）或 --administrator"
        raise click.UsageError(msg)
    role: access.Role = "administrator" if administrator else "department"
    keys = access.open_keys()
    key = keys.add(name, None if administrator else allowed or (), role, units=units or (), by=by)
    entry = next(entry for entry in keys.entries() if entry.id == access.key_id(key))
    text = f"“{entry.name}”的密钥（只显示这一次，请妥善转交）：{key}"
    return Result(_json(entry) | {"key": key}, text + _unknown_units(entry))


@key_commands.command("list", help="全部密钥，不含密钥本身")
@_administrator_option
def _list() -> Result:
    entries = access.open_keys().entries()
    return Result([_json(entry) for entry in entries], "\n".join(map(_line, entries)) or "还没有密钥")


@key_commands.command("revoke", help="停用一个密钥，立即生效")
@click.argument("which", metavar="名称或编号")
@_key_option("by")
def _revoke(which: str, by: access.Reporter) -> Result:
    revoked = access.open_keys().revoke(which, by)
    return Result(_json(revoked), f"已停用“{revoked.name}”的密钥 {revoked.id}，立即生效")


def _unknown_units(key: access.Key) -> str:
    """A line about units that are in charge of nothing: probably another spelling."""
    unknown = (
        sorted(key.units.difference(access.units_in_charge(open_store().snapshot()))) if key.units else []
    )
    return (
        f"\n目前没有由“{'、'.join(unknown)}”负责的指标或任务：请核对名称，或先填写责任单位。"
        if unknown
        else ""
    )


def _json(key: access.Key) -> dict[str, object]:
    """A key without its hash."""
    used = access.open_keys().last_use(key.id)
    return {
        "id": key.id, "name": key.name, "role": key.role,
        "lifts": None if key.lifts is None else sorted(key.lifts), "units": sorted(key.units),
        "created_at": iso_time(key.created_at), "made_by": key.made_by or None, "last_used": used and iso_time(used),
        "revoked_at": key.revoked_at and iso_time(key.revoked_at), "revoked_by": key.revoked_by or None,
    }  # fmt: skip


def _line(key: access.Key) -> str:
    state = (
        "有效"
        if key.revoked_at is None
        else f"已于 {time_label(key.revoked_at)} 由{key.revoked_by or '管理员'}停用"
    )
    created = f"{time_label(key.created_at)} 由{key.made_by or '管理员'}生成"
    used = access.open_keys().last_use(key.id)
    last = f"最近使用 {time_label(used)}" if used else "未使用过"
    return (
        f"{key.id}  {key.name}  {_ROLES[key.role]}  可上报：{key.reporter.scope}  {created}  {last}  {state}"
    )
