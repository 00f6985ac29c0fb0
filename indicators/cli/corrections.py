"""Options of ``check`` and ``import`` that correct how a file is read."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import click

from indicators.cli.shared import OneOf, month_of, whole_number
from indicators.labels import SUBJECTS, VALUE_STATES
from indicators.uploads import Corrections, read_corrections

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.cli.shared import Result

_WHOLE_FILE: Final = ("subject", "period", "year", "unit", "state", "measure")


class _Pair(click.ParamType[tuple[str, str]]):
    """What is corrected, and what it is: C=累计; the last = counts."""

    name = "pair"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        what, sign, right = str(value).rpartition("=")
        if not (sign and what.strip() and right.strip()):
            assert param is not None  # noqa: S101 - an option's
            self.fail(f"不能是“{value}”，应如 {param.metavar}", param, ctx)
        return what.strip(), right.strip()


_OPTIONS: Final = (
    click.option("--subject", metavar="|".join(SUBJECTS.values()), help="文件的内容"),
    click.option("--period", metavar="2024-09", callback=month_of, help="文件的月份"),
    click.option("--year", metavar="2024", callback=whole_number, help="文件的年份"),
    click.option("--unit", metavar="亿元", help="没有写明的单位；“按目录”为各指标在目录中的单位"),
    click.option("--state", metavar="|".join(VALUE_STATES), help="数据状态"),
    click.option("--measure", type=OneOf(lambda: ("ytd", "month")), help="没有写明的数是累计（ytd）还是当月（month）"),
    click.option("--role", "roles", metavar="C=累计", type=_Pair(), multiple=True, help="某列的用途，可多次；某张表的：9月!C=不用"),
    click.option("--leave-out", metavar="工作表", multiple=True, help="不读这张表（工作表名或表的编号），可多次"),
    click.option("--name", "names", metavar="文件中的名称=指标", type=_Pair(), multiple=True, help="名称指的是哪个指标，可多次"),
    click.option("--skip", metavar="名称", multiple=True, help="不报这一名称的各行，可多次"),
)  # fmt: skip


def correction_options(command: Callable[..., Result]) -> Callable[..., Result]:
    """A command that takes what ``corrections_of`` makes corrections of."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def corrections_of(options: dict[str, Any]) -> Corrections:
    """What was typed, taken out of the options.

    Raises:
        CorrectionError: something is not what it may be.
    """
    given = {option: options.pop(option) for option in _WHOLE_FILE}
    given["period"] = given["period"] and given["period"].key
    tables: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for what, role in options.pop("roles"):
        table, _, letters = what.rpartition("!")
        (tables[table] if table else given).setdefault("roles", {})[letters] = role
    for table in options.pop("leave_out"):
        tables[table]["used"] = False
    names, skipped = dict(options.pop("names")), frozenset(options.pop("skip"))
    return read_corrections(given | {"tables": tables, "names": names, "unused_names": skipped})
