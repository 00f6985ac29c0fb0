"""The sections of a number format: 0.00,,"亿元";[Red]-0.00 is one for positive and one for negative numbers.

ECMA-376 part 1, 18.8.31. ``!`` escapes the next character, as it does in Chinese and Japanese Excel and in WPS: in
``0!.00`` the point stands between digits of a whole number.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    # Kind and text of each part of a section: ("literal", "亿元"), ("digit", "0"), ("date", "yyyy").
    Parts = Sequence[tuple[str, str]]

_TOKEN: Final = re.compile(
    r"""
      "(?P<quoted>[^"]*)"? | [\\!](?P<escaped>.) | _(?P<gap>.) | \*(?P<fill>.) | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式|@) | (?P<power>E[+-][0#?]+) | (?P<fraction>[0#?]+\s*/\s*[0-9#?]+)
    | (?P<date>AM/PM|A/P|上午/下午|y+|m+|d+|h+|s+(?:\.0+)?|a{3,4}|e+|g+|b+)
    | (?P<digit>[0#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<end>;) | (?P<plain>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# Placeholders that show as many digits as the number has.
_FREE: Final = frozenset({"general", "power", "fraction"})
_NUMERIC: Final = _FREE | {"digit", "point"}
# Between thousands.
_SEPARATORS: Final = " ,\u00a0"
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+(?:E[+-]?\d+)?)", re.IGNORECASE)
_ELAPSED: Final = re.compile("h+|m+|s+", re.IGNORECASE)
_COLOUR: Final = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+|颜色 ?\d+|[黑蓝绿红白黄]色?|蓝绿色|洋红色?|青色?",
    re.IGNORECASE,
)
_OPERATORS: Final[dict[str, Callable[[float, float], bool]]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip


@dataclass(frozen=True)
class Section:
    """One section of a number format.

    Attributes:
        before: text in front of the digits; all of it where the section has no digits.
        whole: placeholders of the digits before the decimal point, with the text that stands among them.
        decimals: placeholders of those behind it.
        after: text behind the digits.
        power: of ten, by which the number is multiplied: 2 for %, -3 for each comma behind the digits.
        is_grouped: whether thousands are separated.
        has_digits: whether the number is shown at all.
        is_free: whether the digits are as many as the number has: General, fractions, powers of ten.
        is_clear: whether all of its parts are understood.
        is_text: whether it is meant for text.
        dates: its parts, where it shows a day or a time; empty otherwise.
        colour: ``red``; empty for none.
        condition: sign of comparison and limit, for which numbers it is; None where it does not say.
    """

    before: str = ""
    whole: Parts = ()
    decimals: str = ""
    after: str = ""
    power: int = 0
    is_grouped: bool = False
    has_digits: bool = False
    is_free: bool = False
    is_clear: bool = True
    is_text: bool = False
    dates: Parts = ()
    colour: str = ""
    condition: tuple[str, float] | None = None

    def is_for(self, number: float) -> bool:
        """Whether the number meets the condition of the section."""
        return self.condition is not None and _OPERATORS[self.condition[0]](number, self.condition[1])

    @cached_property
    def inner(self) -> str:
        """Text among the digits that means something: 0000!-00 has a hyphen, # ##0 has nothing."""
        return "".join(text for kind, text in self.whole if kind == "literal").strip(_SEPARATORS)


def sections(code: str) -> list[Section]:
    """The sections of a number format.

    >>> [(section.power, section.after) for section in sections('0.0,,"百万";0%')]
    [(-6, '百万'), (2, '%')]
    """
    parts: list[list[tuple[str, str]]] = [[]]
    for token in _TOKEN.finditer(code):
        if token.lastgroup == "end":
            parts.append([])
        else:
            parts[-1].append((token.lastgroup or "quoted", token[token.lastgroup or 0]))
    return [_section(section) for section in parts]


def _section(tokens: Parts) -> Section:
    colour, condition, parts = _without_brackets(tokens)
    kinds = {kind for kind, _ in parts}
    if kinds.isdisjoint(_NUMERIC - {"point"}):
        if kinds & {"date", "elapsed"}:
            return Section(dates=parts, colour=colour, condition=condition)
        return Section(_text(parts), colour=colour, condition=condition)
    numeric = [place for place, (kind, _) in enumerate(parts) if kind in _NUMERIC]
    first, last = numeric[0], numeric[-1] + 1
    while last < len(parts) and parts[last][0] == "comma":
        last += 1
    whole, decimals, scaling = _digits(parts[first:last])
    section = Section(
        before=_text(parts[:first]),
        whole=whole,
        decimals="".join(text for kind, text in decimals if kind == "digit"),
        after=_text(parts[last:]),
        power=2 * sum(kind == "percent" for kind, _ in parts) - 3 * scaling,
        is_grouped=_has_comma(whole),
        has_digits=True,
        is_free=not kinds.isdisjoint(_FREE),
        is_clear=_is_clear(whole, decimals) and not _has_comma([*parts[:first], *parts[last:]]),
        is_text=("general", "@") in parts,
        colour=colour,
        condition=condition,
    )
    return _with_written_point(section) if section.inner == "." else section


def _has_comma(parts: Parts) -> bool:
    return any(kind == "comma" for kind, _ in parts)


def _text(parts: Parts) -> str:
    return "".join(text for _, text in parts)


def _digits(core: Parts) -> tuple[Parts, Parts, int]:
    """The parts before and behind the decimal point, and how many commas behind the digits of either scale."""
    point = next((place for place, (kind, _) in enumerate(core) if kind == "point"), len(core))
    halves = [list(core[:point]), list(core[point + 1 :])]
    scaling = 0
    for half in halves:
        while half and half[-1][0] == "comma":
            half.pop()
            scaling += 1
    return halves[0], halves[1], scaling


def _is_clear(whole: Parts, decimals: Parts) -> bool:
    """Whether it is known what the digits mean: nothing stands among decimals, nothing but decimals beside a fraction."""
    among = [kind for kind, text in whole if kind not in {"digit", "comma"} and text.strip(_SEPARATORS)]
    behind = [kind for kind, text in decimals if kind != "digit" and text.strip()]
    if any(kind in _FREE for kind in among + behind):
        return len(among + behind) == 1
    return not behind and not (among and decimals)


def _with_written_point(section: Section) -> Section:
    """0!.00 as 0.00 of a number a hundred times smaller; not clear where 5 might be shown as .5 by #!.##."""
    place = next(place for place, (_, text) in enumerate(section.whole) if text == ".")
    whole, decimals = section.whole[:place], section.whole[place + 1 :]
    digits = "".join(text for kind, text in decimals if kind == "digit")
    is_padded = ("digit", "0") in whole or not digits.strip("0")
    return replace(
        section,
        whole=whole,
        decimals="0" * len(digits),
        power=section.power - len(digits),
        is_clear=section.is_clear and is_padded,
    )


def _without_brackets(tokens: Parts) -> tuple[str, tuple[str, float] | None, Parts]:
    """Colour and condition, and the other parts, with all that is shown as it is called literal."""
    colour, condition = "", None
    parts: list[tuple[str, str]] = []
    for kind, text in tokens:
        if kind == "bracket":
            if limit := _CONDITION.fullmatch(text.strip()):
                condition = limit[1], float(limit[2])
            elif _COLOUR.fullmatch(text.strip()):
                colour = text.strip().lower()
            elif text.startswith("$"):
                # A currency with the number of its country: $¥-804.
                parts.append(("literal", text[1:].partition("-")[0]))
            elif _ELAPSED.fullmatch(text):
                parts.append(("elapsed", text))
        elif kind == "gap":
            parts.append(("literal", " "))
        elif kind != "fill":
            parts.append(("literal" if kind in {"quoted", "escaped", "plain"} else kind, text))
    return colour, condition, parts
