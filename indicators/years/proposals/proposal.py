"""Targets that an announcement's text proposes: each with the words it came from, none confirmed by itself.

A number belongs to the name before it in its clause (规上工业总产值力争突破2500亿元), or else right behind it (50家瞪羚企业), if
it has a unit of that indicator's dimension. Whatever the words leave open is a doubt, said in words; what they report
of the past is no target.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from indicators.reading import EFFORT, HOPE, conversion_factor
from indicators.years.proposals.clauses import Amount, Clause, PlainText, clauses_of, plain_text
from indicators.years.proposals.doubts import doubts_about_number
from indicators.years.proposals.owners import Owners

if TYPE_CHECKING:
    from indicators.store import Snapshot

_BASE_BEHIND: Final = re.compile("的?基础上")
_PROMISE: Final = re.compile(f"{EFFORT}|{HOPE}")
_DIGITS: Final = 12


@dataclass(frozen=True)
class Proposal:
    """A number of the announcement, and what it may be the target of.

    Attributes:
        indicator: its id; empty where no name is known for the number (未识别的数).
        target: the number in the indicator's unit; as written where the indicator is not known.
        unit: of ``target``.
        comparator: as ``catalogue.Target.comparator`` names it.
        wording: the plan's own words for it: 力争突破2500亿元.
        words: the clauses it came from.
        start, end: of these clauses in the text.
        converted: what was converted, in words; empty where nothing was.
        doubts: why it must be looked at closely, in words; none where name, number and year are plainly said.
    """

    indicator: str
    target: float
    unit: str
    comparator: str
    wording: str
    words: str
    start: int
    end: int
    converted: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether nothing about it is open; a person confirms it all the same."""
        return bool(self.indicator) and not self.doubts


def proposals(text: str, snapshot: Snapshot, year: int) -> list[Proposal]:
    """What a text proposes as targets of a year, in its order; then the numbers that nobody knows a name for.

    Args:
        text: of the announcement, as it was pasted.
        snapshot: whose catalogue gives names and units, and whose plans give the words of earlier years.
        year: the plan year; what is reported of an earlier one is left out.
    """
    plain = plain_text(text)
    owners = Owners(plain.text, clauses_of(plain, year), snapshot, year)
    found = [
        _proposal(plain, owners, amount, clause)
        for clause in owners.clauses
        for amount in clause.amounts
        if not (owners.is_in_a_name(amount) or _is_fact(plain.text, amount, year))
    ]
    named = _once([proposal for proposal in found if proposal.indicator])
    return [*named, *(proposal for proposal in found if not proposal.indicator)]


def _is_fact(text: str, amount: Amount, year: int) -> bool:
    """Whether a number reports the past, or is what a target starts from: 在去年…的基础上, 从…增加到…."""
    says = amount.says
    is_base = _BASE_BEHIND.match(text, amount.words_end) or text[: amount.start].endswith(("从", "由"))
    earlier = says.year is not None and 0 < says.year < year
    return bool(says.mode == "fact" or earlier or is_base)


def _proposal(plain: PlainText, owners: Owners, amount: Amount, clause: Clause) -> Proposal:
    text, written, owner = plain.text, amount.number.unit, owners.owner_of(amount, clause)
    first, start = amount.words_start, clause.start
    if owner:
        # The plan's own words begin with the word that promises: 挑战年交付80万辆.
        promises = [match.start() for match in _PROMISE.finditer(text, owner.start, max(owner.start, first))]
        first, start = (promises or [first])[-1], owners.clause_at(owner.start).start
    place = plain.source(min(start, clause.start), clause.end)
    words = re.sub(r"\s+", "", plain.original[place[0] : place[1]])
    proposal = Proposal(
        "",
        amount.number.value,
        written,
        amount.how or "at_least",
        plain.own_words(first, amount.words_end),
        words,
        *place,
    )
    if owner is None:
        return replace(proposal, doubts=tuple(owners.why_none(amount, clause)))
    row = owners.rows[owner.indicator]
    factor = conversion_factor(written, row["unit"]) or 1.0
    target = float(f"{amount.number.value * factor:.{_DIGITS}g}")
    converted = f"{amount.number.value:,.15g}{written}换算为{target:,.15g}{row['unit']}"
    around = owners.words_around(amount, clause)
    doubts = (*owner.doubts, *doubts_about_number(amount, around, row, target, owners.year))
    usual = "at_most" if row["direction"] == "less" else "at_least"
    return replace(
        proposal, indicator=owner.indicator, target=target, unit=row["unit"], comparator=amount.how or usual,
        converted="" if factor == 1.0 else converted, doubts=tuple(dict.fromkeys(doubts)),
    )  # fmt: skip


def _once(found: list[Proposal]) -> list[Proposal]:
    """Each target once; where a text gives one indicator several numbers, each of them is doubtful."""
    numbers: dict[str, dict[float, Proposal]] = {}
    for proposal in found:
        known = numbers.setdefault(proposal.indicator, {})
        if proposal.target not in known or (proposal.is_certain and not known[proposal.target].is_certain):
            known[proposal.target] = proposal
    doubt = "同一指标在文中有几个不同的数"
    kept = [
        replace(proposal, doubts=(*proposal.doubts, doubt)) if len(known) > 1 else proposal
        for known in numbers.values() for proposal in known.values()
    ]  # fmt: skip
    return sorted(kept, key=lambda proposal: proposal.start)
