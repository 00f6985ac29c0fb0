"""``verify`` and ``repair``: what is damaged and what is done about it, in words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from indicators.cli.shared import Command, Result
from indicators.settings import data_root
from indicators.upkeep import ASIDE, repair, verify

if TYPE_CHECKING:
    from indicators.upkeep import Commit, Deed, Finding, Repair, Verified

_DEEDS: Final = {
    "create": "建表时写入", "append": "写入", "withdraw": "撤回", "restore": "恢复", "remove": "清除",
}  # fmt: skip
_SHOWN: Final = 10
_TO_DO: Final[dict[Deed, str]] = {
    "restore": "将恢复", "set_aside": "将移到一旁", "delete": "将删除", "give_up": "将放弃",
    "cannot": "无法恢复",
}  # fmt: skip
_DONE: Final[dict[Deed, str]] = {
    "restore": "已恢复", "set_aside": "已移到一旁", "delete": "已删除", "give_up": "已放弃",
    "cannot": "无法恢复",
}  # fmt: skip


@click.command("verify", cls=Command, help="检查数据表和原始文件的每个文件，说明损坏之处；不作改动")
def verify_command() -> Result:
    """Everything is read; exit code 1 where something is damaged."""
    verified = verify(data_root())
    return Result(as_json(verified), as_text(verified), 1 if verified.damaged else 0)


@click.command("repair", cls=Command, help="恢复损坏的文件，清理无用的文件；不加 --yes 只说明将做什么")
@click.option("--from", "backup", metavar="备份文件.zip", type=Path, help="从这份备份恢复")
@click.option("--give-up", is_flag=True, help="放弃无法恢复的行和原始文件，使数据表重新可以写入")
@click.option("--yes", is_flag=True, help="执行")
def repair_command(backup: Path | None, *, give_up: bool, yes: bool) -> Result:
    """Exit code 1 where something is damaged, afterwards or still."""
    done = repair(data_root(), backup, datetime.now(UTC), carry_out=yes, give_up=give_up)
    value = {
        "done": yes,
        "steps": [{"deed": step.deed, "file": step.file, "why": step.why} for step in done.steps],
        "damaged": [_finding_json(finding) for finding in done.verified.damaged],
    }
    return Result(value, _repair_text(done, yes=yes), 1 if done.verified.damaged else 0)


def _repair_text(done: Repair, *, yes: bool) -> str:
    words = _DONE if yes else _TO_DO
    said: dict[bool, list[str]] = {
        False: [],
        True: [],
    }  # by whether it is a deletion: of those there may be hundreds
    for step in done.steps:
        said[step.deed == "delete"].append(f"{words[step.deed]}：{step.file}（{step.why}）")
    lines = said[False] + _first(said[True])
    if not done.steps:
        lines.append("没有需要恢复或清理的文件。")
    deeds = {step.deed for step in done.steps}
    if "cannot" in deeds:
        lines.append(
            "找不到备份时，可加 --give-up 放弃其中的行和原始文件，使数据表重新可以写入；日志只能从备份恢复。"
        )
    if deeds - {"cannot"} and not yes:
        lines.append("以上尚未执行，加 --yes 执行。")
    elif deeds - {"cannot", "delete"}:
        lines.append(f"被替换和移开的文件保存在数据文件夹的 {ASIDE} 中。")
    if yes:
        damaged = done.verified.damaged
        lines.append(f"复查：仍有 {len(damaged)} 处损坏。" if damaged else "复查：没有损坏。")
        lines += map(finding_text, damaged)
    return "\n".join(lines)


def _first(lines: list[str]) -> list[str]:
    """The first few lines, and how many more there are."""
    more = len(lines) - _SHOWN
    return lines if more <= 0 else [*lines[:_SHOWN], f"  其余 {more} 个从略，--json 列出全部"]


def as_json(verified: Verified) -> dict[str, object]:
    """What was looked at and found, for programs."""
    return {
        "versions": dict(verified.versions),
        "files": verified.files,
        "originals": verified.originals,
        "damaged": [_finding_json(finding) for finding in verified.damaged],
        "given_up": [_finding_json(finding) for finding in verified.given_up],
        "harmless": [_finding_json(finding) for finding in verified.harmless],
    }


def as_text(verified: Verified) -> str:
    """What was looked at and found."""
    about = f"已检查 {len(verified.versions)} 张数据表的 {verified.files} 个文件、{verified.originals} 个原始文件："
    lines = [f"{about}损坏 {len(verified.damaged)} 处。" if verified.damaged else f"{about}没有损坏。"]
    lines += map(finding_text, verified.damaged)
    if verified.damaged:
        lines.append("下一步：python -m indicators repair --from 备份文件.zip（先只说明，加 --yes 才恢复）")
    if verified.given_up:
        lines.append(f"以前丢失并已放弃 {len(verified.given_up)} 处，有备份时仍可用 repair --from 恢复：")
        lines += map(finding_text, verified.given_up)
    if verified.harmless:
        lines.append(f"另有 {len(verified.harmless)} 个无用的文件，不影响任何数据，可用 repair 清理：")
        lines += _first([f"  {finding.file}：{finding.what}" for finding in verified.harmless])
    return "\n".join(lines)


def finding_text(finding: Finding) -> str:
    """One line on what is damaged: where, what, and whose rows."""
    commit = finding.commit
    version = f"第 {commit.version} 版，" if finding.table and commit is not None else ""
    rows = "" if finding.rows is None else f"，涉及 {finding.rows} 行"
    return f"  {finding.file}：{version}{finding.what}{rows}{_whose(commit)}"


def _whose(commit: Commit | None) -> str:
    if commit is None or not commit.upload:
        return ""
    deed = _DEEDS.get(commit.action.partition(" ")[0], commit.action)
    file = f"“{commit.file}”" if commit.file else ""
    return f"（{commit.by}{deed}{file}，编号 {commit.upload}）"


def _finding_json(finding: Finding) -> dict[str, object]:
    commit = finding.commit
    return {
        "kind": finding.kind, "file": finding.file, "what": finding.what, "table": finding.table or None,
        "rows": finding.rows, "version": commit and commit.version, "upload": (commit and commit.upload) or None,
        "sent_file": (commit and commit.file) or None, "by": (commit and commit.by) or None,
    }  # fmt: skip
