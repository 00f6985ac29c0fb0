"""``python -m indicators key``: make, list and revoke keys; and who a command acts for.

The shell of the server's own machine is the local administrator: whoever has it can read and write the tables anyway.
"""

from __future__ import annotations

import argparse

from indicators.access import (
    LOCAL_ADMINISTRATOR,
    Key,
    NotAllowedError,
    Reporter,
    key_id,
    named,
    open_keys,
    rules,
)
from indicators.catalogue import lifts
from indicators.cli_print import say

_ROLES = {"administrator": "管理员", "department": "部门"}


def say_first_key() -> None:
    """On the first start with no key yet, print the administrator's key; and read ``data/access.toml`` for its faults.

    Raises:
        AccessError: the key cannot be written, or the file is wrong.
    """
    key = open_keys().ensure_administrator()
    if key is not None:
        print(f"首次启动，已生成管理员密钥（只在此显示一次，请立即妥善保存）：{key}", flush=True)
    rules()


def acting(key: str | None) -> Reporter:
    """Who a command acts for: the holder of ``--key``, else the local administrator.

    Raises:
        KeyRefusedError: the key opens nothing.
    """
    return LOCAL_ADMINISTRATOR if key is None else open_keys().check(key)


def add_key_option(command: argparse.ArgumentParser) -> None:
    """``--key``, for every command that writes."""
    command.add_argument("--key", metavar="密钥", help="以该密钥持有人的身份执行，默认为本机管理员")


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Hook ``key add``, ``key list`` and ``key revoke`` into the command line."""
    actions = commands.add_parser("key", help="上报密钥：生成、查看、停用").add_subparsers(
        required=True, metavar="操作"
    )
    add = actions.add_parser("add", help="生成一个密钥，只显示一次")
    add.add_argument("name", metavar="名称", help="持有部门或人员，如 经发局")
    what = add.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--lifts", metavar="industry,space", help=f"可上报的提，用逗号分隔：{'、'.join(lifts())}；或 all"
    )
    what.add_argument("--administrator", action="store_true", help="管理员：可上报全部，可管理密钥")
    add.set_defaults(run=_add)
    actions.add_parser("list", help="全部密钥，不含密钥本身").set_defaults(run=_list)
    revoke = actions.add_parser("revoke", help="停用一个密钥，立即生效")
    revoke.add_argument("which", metavar="名称或编号")
    revoke.set_defaults(run=_revoke)
    for action in actions.choices.values():
        action.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="以 JSON 输出")
        add_key_option(action)


def _add(options: argparse.Namespace) -> int:
    _only_administrators(options)
    names = None if options.administrator else _split(options.lifts)
    key = open_keys().add(options.name, names, "administrator" if options.administrator else "department")
    made = _entry(key_id(key))
    say(options, _told(made) | {"key": key}, f"“{made.name}”的密钥（只显示这一次，请妥善转交）：{key}")
    return 0


def _list(options: argparse.Namespace) -> int:
    _only_administrators(options)
    entries = open_keys().entries()
    say(options, [_told(key) for key in entries], "\n".join(map(_line, entries)) or "还没有密钥")
    return 0


def _revoke(options: argparse.Namespace) -> int:
    _only_administrators(options)
    ended = open_keys().revoke(options.which)
    say(options, _told(ended), f"已停用“{ended.name}”的密钥 {ended.id}，立即生效")
    return 0


def _only_administrators(options: argparse.Namespace) -> None:
    who = acting(options.key)
    if not who.is_administrator:
        msg = f"“{who.name}”不能管理密钥，请由管理员操作。"
        raise NotAllowedError(msg)


def _split(text: str) -> list[str]:
    return [name.strip() for name in text.replace("，", ",").replace("、", ",").split(",") if name.strip()]


def _entry(key: str) -> Key:
    return next(entry for entry in open_keys().entries() if entry.id == key)


def _told(key: Key) -> dict[str, object]:
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
    return f"{key.id}  {key.name}  {_ROLES[key.role]}  可上报：{named(key.lifts)}  {made}  {state}"
