"""What of an announcement's words is known: names of indicators, and the words around their targets in earlier years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from indicators.frames import records
from indicators.reading import EFFORT, HOPE, conversion_factor, half_width, split_period
from indicators.validation import indicator_names
from indicators.years.proposals.clauses import Amount, Clause, clauses_of, plain_text

if TYPE_CHECKING:
    from indicators.store import Snapshot

# Words around a name and its number that say nothing more about what is measured.
_FILLERS: Final = re.compile(
    f"{EFFORT}|{HOPE}|我们|今年|全年|年内|本年|当年|明年|年度|年底|年末|(?:19|20)\\d\\d年|其中|累计|认定|招引|引进|引育|新签约?|签约|培育|建成|"
    "(?:增加|增长|提高|提升|扩大)[到至]|在.*基础上|完成|实现|推动|促进|保持|确保|达到?|分别|各?为|是|将|要|再|使|让|从|由|预期|主要|目标|指标|"
    r"任务|总数|总量|数量|共|年|以上|以内|左右|至|到|增速|增长|增幅|同比|[和与及并]|以及|[□:()\d.,;\-“”]"
)


@dataclass(frozen=True)
class Name:
    """A known name in a text.

    Attributes:
        start, end: where.
        level: the indicator that is called so; None where only its growth is one.
        grown: the indicator that is its growth.
    """

    start: int
    end: int
    level: str | None
    grown: str | None


@dataclass(frozen=True)
class EarlierWords:
    """The words before and behind an indicator's number in an earlier announcement."""

    indicator: str
    before: str
    behind: str


def names_in(text: str, snapshot: Snapshot) -> list[Name]:
    """All known names in a text, the longest first where they overlap; none begins within a number (130亿元项目)."""
    names = indicator_names(snapshot)
    level, grown = (
        {half_width(name): indicator for name, indicator in known.items() if indicator in names.labels}
        for known in (names.ids, names.grown())
    )
    found: list[Name] = []
    for name in sorted(level | grown, key=len, reverse=True):
        if name not in text:
            continue
        for match in re.finditer(
            rf"(?<![\d.]){re.escape(name)}" if name[:1].isdigit() else re.escape(name), text
        ):
            if not any(n.start < match.end() and match.start() < n.end for n in found):
                found.append(Name(match.start(), match.end(), level.get(name), grown.get(name)))
    return sorted(found, key=lambda name: name.start)


def earlier_words(snapshot: Snapshot) -> list[EarlierWords]:
    """The words around each target in the quotes of plans and catalogue."""
    plans = snapshot.plans[snapshot.plans["period"].fillna("") == ""]
    targets = plans.groupby("indicator")["target"].agg(set).to_dict()
    units = snapshot.catalogue.set_index("indicator")["unit"]
    rows = [*records(plans), *records(snapshot.catalogue)]
    quotes = {(str(row["indicator"]), str(row["quote"])) for row in rows if row["quote"]}
    found = []
    for indicator, quote in sorted(quotes):
        plains = [
            plain_text(part) for part in quote.split("……") if indicator in targets and indicator in units
        ]
        for plain in plains:
            for clause in clauses_of(plain, 0):
                for amount in clause.amounts:
                    factor = conversion_factor(amount.number.unit, units[indicator])
                    if factor and amount.number.value * factor in targets[indicator]:
                        found.append(EarlierWords(indicator, *words_around(plain.text, amount, clause)))
    return found


def words_around(text: str, amount: Amount, clause: Clause) -> tuple[str, str]:
    """What a clause says before and behind a number."""
    return telling_words(text[clause.start : amount.words_start]), text[amount.words_end : clause.end]


def telling_words(words: str) -> str:
    """Words without their period and without what says nothing about what is measured.

    >>> telling_words("今年将挑战年交付"), telling_words("2025年确保")
    ('交付', '')
    """
    return _FILLERS.sub("", split_period(words)[0])


def common_beginning(one: str, other: str) -> int:
    """How many letters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((count for count, (a, b) in pairs if a != b), min(len(one), len(other)))
