"""Help and wrong usage in Chinese, and the options that several commands have.

What is wrong is recognised by the type of click's error, never by its English message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click
from click.exceptions import NoSuchCommand

from indicators.period import Period, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_HEADINGS: Final = {"Options": "选项", "Commands": "命令", "Positional arguments": "参数"}
_PROBLEMS: Final[dict[type[click.UsageError], str]] = {
    click.NoSuchOption: "不认识的参数：{error.option_name}",
    NoSuchCommand: "没有“{error.command_name}”这个命令，可选：{commands}",
    click.MissingParameter: "缺少参数：{name}",
    click.BadParameter: "参数 {name} {error.message}",
    click.BadOptionUsage: "参数 {error.option_name} 后面缺少内容",
}


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command with ``--json`` and a help in Chinese."""

    context_class = _Context
    allow_extra_args = True  # so that ``parse_args`` refuses them in Chinese

    def __init__(self, *args: Any, **settings: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*args, **settings | {"options_metavar": "[选项]", "add_help_option": False})
        switch: dict[str, Any] = {"is_flag": True, "is_eager": True, "expose_value": False}
        click.option("--json", **switch, callback=_set_json, help="以 JSON 输出")(self)
        click.help_option("-h", "--help", help="显示本说明")(self)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse what was typed; arguments left over are wrong usage."""
        try:
            left = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # click leaves it out where an option lacks its value
            raise
        if left and not isinstance(self, click.Group):
            msg = f"不认识的参数：{' '.join(left)}"
            raise click.UsageError(msg, ctx)
        return left


class Group(Command, click.Group):
    """Several commands under one name, listed in the order in which they are written."""

    command_class = Command

    def __init__(self, *args: Any, **settings: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*args, subcommand_metavar="命令 …", **settings)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002, D102 - click's signature
        return list(self.commands)


def _set_json(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
    ctx.obj["json"] |= value


class OneOf(click.ParamType[str]):
    """One of some words, read when they are needed: reading the catalogue may fail."""

    name = "word"

    def __init__(self, words: Callable[[], Collection[str]]) -> None:
        self._words = words

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002, D102 - click's signature
        return f"[{'|'.join(self._words())}]"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word itself."""
        if value not in self._words():
            self.fail(f"不能是“{value}”，可选：{'、'.join(self._words())}", param, ctx)
        return str(value)


def month_of(_: click.Context, __: click.Parameter, text: str | None) -> Period | None:
    """The callback of an option that takes a month; raises ``PeriodError``."""
    return Period.from_key(parse(text).key) if text is not None else None


def whole_number(_: click.Context, __: click.Parameter, text: str | None) -> int | None:
    """The callback of an option that takes a whole number."""
    try:
        return None if text is None else int(text)
    except ValueError:
        msg = f"不能是“{text}”，应为整数"
        raise click.BadParameter(msg) from None


through_option = click.option(
    "--through", metavar="2024-09", callback=month_of, help="截至月份，默认为多数指标已报送的最新月份"
)


def explain_usage(error: click.UsageError) -> str:
    """The line of usage, and below it what is wrong."""
    assert error.ctx is not None  # noqa: S101 - set by ``Command.parse_args`` or click
    command = error.ctx.command
    options = [param for param in command.params if isinstance(param, click.Option)]
    other = "缺少参数：命令，可选：{commands}" if isinstance(command, click.Group) else "{error.message}"
    template = _PROBLEMS.get(type(error), other)
    if any(option.is_flag and getattr(error, "option_name", "") in option.opts for option in options):
        template = "参数 {error.option_name} 不带内容"
    param = getattr(error, "param", None)
    name = param.opts[-1] if isinstance(param, click.Option) else getattr(param, "human_readable_name", "")
    commands = "、".join(getattr(command, "commands", ()))
    return f"{error.ctx.get_usage()}\n{template.format(error=error, name=name, commands=commands)}"
