"""``python -m indicators threshold``: list, set and put back the thresholds, with the verdicts that change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from indicators.cli.keys import key_option
from indicators.cli.shared import Group, Result, through_option
from indicators.evaluation import default_month
from indicators.frames import plain_records, records
from indicators.period import iso_time, time_label
from indicators.store import open_store
from indicators.threshold_changes import effects_of, effects_text, save_thresholds
from indicators.thresholds import current_thresholds, settings_of, threshold_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.thresholds import CurrentThreshold

threshold_commands = Group("threshold", help="阈值与容差：查看、调整、恢复为设置文件的值")
_setting_argument = click.argument(
    "setting", metavar="名称", help="如 status.slow_pace、tolerance.gdp_growth"
)


def _change_options(command: Callable[..., Result]) -> Callable[..., Result]:
    """What every change may be given."""
    dry_run = click.option("--dry-run", is_flag=True, help="只列出将改变的判定，不写入")
    note = click.option("--note", metavar="备注", default="", help="备注")
    changing: Callable[..., Result] = dry_run(through_option(note(key_option(command))))
    return changing


def _number(_: click.Context, __: click.Parameter, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        msg = f"不能是“{text}”，应为数字"
        raise click.BadParameter(msg) from None


@threshold_commands.command("list", help="全部阈值，现行的值及其来源")
def _list() -> Result:
    current = current_thresholds(open_store().snapshot())
    text = "\n".join(_line(setting, known) for setting, known in current.items())
    return Result([_json(setting, known) for setting, known in current.items()], text)


# A value may be below zero: -1.5 is no option.
@threshold_commands.command("set", help="调整一个阈值", context_settings={"ignore_unknown_options": True})
@_setting_argument
@click.argument("value", metavar="数值", callback=_number)
@_change_options
def _set(setting: str, value: float, **options: Any) -> Result:  # noqa: ANN401 - of several types
    return _change(setting, value, options)


@threshold_commands.command("reset", help="恢复为设置文件的值")
@_setting_argument
@_change_options
def _reset(setting: str, **options: Any) -> Result:  # noqa: ANN401 - of several types
    return _change(setting, None, options)


def _change(setting: str, value: float | None, options: dict[str, Any]) -> Result:
    store, reporter, dry_run = open_store(), options["reporter"], options["dry_run"]
    snapshot = store.snapshot()
    through = options["through"] or default_month(snapshot)
    effects = effects_of(snapshot, {setting: value}, through)
    head = ""
    if not dry_run:
        save_thresholds(store, reporter, {setting: value}, options["note"], seen=settings_of(snapshot))
        head = f"已调整：{_line(setting, current_thresholds(store.snapshot())[setting])}\n"
    changed = effects[effects["changes"]].drop(columns="changes")
    lines = [f"{row['what']}　{row['name']}　{row['before']} → {row['after']}" for row in records(changed)]
    answer = {
        "setting": setting, "value": value, "saved": not dry_run, "through": through.key,
        "judged": len(effects), "changes": plain_records(changed),
    }  # fmt: skip
    return Result(answer, head + "\n".join([effects_text(effects), *lines]))


def _json(setting: str, known: CurrentThreshold) -> dict[str, Any]:
    return {
        "setting": setting, "name": known.threshold.name, "rule": known.threshold.rule, "value": known.value,
        "in_file": known.in_file, "by": known.by or None, "at": known.at and iso_time(known.at),
    }  # fmt: skip


def _line(setting: str, known: CurrentThreshold) -> str:
    source = f"{known.by} {time_label(known.at)} 在线调整" if known.at else "设置文件"
    return f"{setting}  {known.threshold.name}  {threshold_text(known.threshold, known.value)}  {source}"
