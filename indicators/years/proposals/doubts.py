"""What an announcement's words leave open about a number, in words for whoever confirms it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from indicators.reading import area_within
from indicators.years.proposals.known_words import telling_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indicators.years.proposals.clauses import Amount

_GROWS: Final = re.compile("增长|增速|增幅|涨幅")
_CHANGES: Final = re.compile("(?:增长|增加|净增|新增|提高|提升|扩大|下降|减少|降低|压减|回落|下滑)(?![到至])")
_FALLS: Final = re.compile("(?:下降|减少|降低|压减|回落|下滑)[^,]{0,3}$")
# Deeds that add to a level, and words that say it is meant as a whole.
_ADDS: Final = re.compile("培育|引进|引育|招引|孵化|认定|建成|新[增建]")
_IN_ALL: Final = re.compile("累计|达到?|总[数量]|突破|超过?|保有|[增提][加升长高][到至]")
_RANGE_BEFORE: Final = re.compile(r"\d[^\d,;、]{0,4}[-—–~至]$|\d到$")
_RANGE_BEHIND: Final = re.compile(r"[-—–~至到]\d")
# 达到, 突破, 以上 and 左右 are said of what was reached, too.
_ONLY_OF_TARGETS: Final = re.compile("不[低少小]于|至少|不超过?|不[高大多]于|控制在|以[内下]|之内|≥|≤")
# Targets of two years lie within three times of each other, or something else may be meant.
_FAR: Final = 3.0


def doubts_about_name(
    row: Mapping[str, Any], around: tuple[str, str], earlier: Sequence[str], listed: str
) -> Iterator[str]:
    """Doubts about whose number it is, and whether it is what the indicator measures or a change of it.

    Args:
        row: the indicator's row of the catalogue.
        around: the words before its name, and those between name and number.
        earlier: the clauses of the sentence before.
        listed: the clauses that are listed together, with 、 between them.
    """
    ahead, between = around
    ahead, area = area_within(ahead)
    areas = (area_within(clause)[1] for clause in reversed(earlier))
    if (area or next(filter(None, areas), "")) == "other":
        yield "句中说的像是其他地区"
    own = f"{row['name']}|{row['aliases'] or ''}"
    more = [words for part in (ahead, between) if (words := telling_words(part)) and words not in own]
    if more:
        yield f"还写着“{'……'.join(more)}”，不一定就是“{row['name']}”"
    change = _CHANGES.search(between) or (row["kind"] == "stock" and _CHANGES.search(ahead))
    if change and not (_GROWS.search(own) and _GROWS.fullmatch(change[0])):
        yield f"写的是“{change[0]}”多少，不是要达到的数"
    elif row["kind"] == "stock" and (added := _ADDS.search(listed)) and not _IN_ALL.search(listed):
        yield f"写的是“{added[0]}”多少，指标是期末总数"


def doubts_about_number(
    amount: Amount, around: tuple[str, str], row: Mapping[str, Any], target: float, year: int
) -> Iterator[str]:
    """Doubts about the number itself: its year, whether it is a target at all, its size next to last year's.

    Args:
        amount: the number.
        around: the words of its clause before it, and behind it up to the next number or name.
        row: the indicator's row of the catalogue, with last year's target as ``last``.
        target: the number in the indicator's unit.
        year: the plan year.
    """
    says, (before, behind) = amount.says, around
    if says.year is not None and says.year != year:
        yield f"写的是{says.year}年，不是{year}年" if says.year else f"写的不只是{year}年"
    if says.part:
        yield f"写的是{says.part}，不是全年"
    if says.mode != "aim" and not _ONLY_OF_TARGETS.search(amount.words):
        yield "没有写明是目标还是实绩"
    if _RANGE_BEFORE.search(before) or _RANGE_BEHIND.match(behind):
        yield "写的是一个区间"
    if amount.growth and not _GROWS.search(f"{row['name']}{row['aliases'] or ''}"):
        yield "写的是增长多少，不是要达到的数"
    if fall := _FALLS.search(before):
        yield f"写的是“{fall[0]}”多少"
    if (more := telling_words(behind)) and more not in row["name"]:
        yield f"数后面还写着“{more}”"
    if row["last"] and not 1 / _FAR <= target / row["last"] <= _FAR:
        yield f"上年目标是{row['last']:,.15g}{row['unit']}，相差较大"
