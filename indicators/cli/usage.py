"""Help and wrong usage in Chinese, and what all commands have: ``--json`` and ``--help``.

The one place that knows click's own words: what is wrong goes by the type of the error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click
from click.exceptions import NoSuchCommand

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_HEADINGS: Final = {"Options": "选项", "Commands": "命令", "Positional arguments": "参数"}


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command with ``--json``, which explains itself in Chinese."""

    context_class = _Context
    allow_extra_args = True  # so that the words about them are ours

    def __init__(self, *args: Any, **settings: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*args, **settings)
        self.options_metavar = "[选项]"
        self.params.append(
            click.Option(
                ["--json"], is_flag=True, is_eager=True, expose_value=False,
                callback=_remember_json, help="以 JSON 输出",
            )
        )  # fmt: skip

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, explained."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本说明"
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take what was typed apart; what belongs to nothing is wrong usage."""
        try:
            left = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # an option that lacks its value does not say of which command
            raise
        if left and not isinstance(self, click.Group):
            msg = f"不认识的参数：{' '.join(left)}"
            raise click.UsageError(msg, ctx)
        return left


class Group(Command, click.Group):
    """Several commands under one name."""

    command_class = Command

    def __init__(self, *args: Any, **settings: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*args, **settings, invoke_without_command=True, subcommand_metavar="命令 …")
        self.callback = _require_command

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """In the order in which they were written."""
        return list(self.commands)


@click.pass_context
def _require_command(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        msg = f"缺少参数：命令，可选：{_commands(ctx)}"
        raise click.UsageError(msg, ctx)


def _remember_json(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
    ctx.obj.as_json |= value


class OneOf(click.ParamType[str]):
    """One of some words, which are asked for when they are needed: reading the catalogue may fail."""

    name = "word"

    def __init__(self, words: Callable[[], Collection[str]]) -> None:
        self._words = words

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - click's signature
        """All of them, as help shows them."""
        return f"[{'|'.join(self._words())}]"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word itself."""
        if value not in self._words():
            self.fail(f"不能是“{value}”，可选：{'、'.join(self._words())}", param, ctx)
        return str(value)


class WholeNumber(click.ParamType[int]):
    """A whole number, such as a year."""

    name = "number"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number that was typed."""
        try:
            return int(str(value))
        except ValueError:
            self.fail(f"不能是“{value}”，应为整数", param, ctx)


def wrong_usage(error: click.UsageError) -> str:
    """The line of usage, and what is wrong."""
    usage = f"{error.ctx.get_usage()}\n" if error.ctx is not None else ""
    return usage + _problem(error)


def _problem(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            return f"不认识的参数：{error.option_name}"
        case NoSuchCommand():
            known = "" if error.ctx is None else f"，可选：{_commands(error.ctx)}"
            return f"没有“{error.command_name}”这个命令{known}"
        case click.MissingParameter():
            return f"缺少参数：{_name(error.param)}"
        case click.BadParameter():
            return f"参数 {_name(error.param)} {error.message}"
        case click.BadOptionUsage():
            return f"参数 {error.option_name} {'不带内容' if _is_flag(error) else '后面缺少内容'}"
        case _:
            return error.message  # ours


def _name(param: click.Parameter | None) -> str:
    """A parameter as help calls it."""
    if isinstance(param, click.Option):
        return param.opts[-1]
    return "" if param is None else param.human_readable_name


def _is_flag(error: click.BadOptionUsage) -> bool:
    options = [] if error.ctx is None else error.ctx.command.get_params(error.ctx)
    return any(isinstance(o, click.Option) and error.option_name in o.opts and o.is_flag for o in options)


def _commands(ctx: click.Context) -> str:
    return "、".join(ctx.command.commands) if isinstance(ctx.command, click.Group) else ""
