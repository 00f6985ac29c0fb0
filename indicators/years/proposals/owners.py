"""Which indicator a number of an announcement belongs to, and what is doubtful about that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from indicators.frames import records
from indicators.reading import conversion_factor
from indicators.years.proposals.doubts import doubts_about_name
from indicators.years.proposals.known_words import (
    EarlierWords,
    Name,
    common_beginning,
    earlier_words,
    names_in,
    telling_words,
    words_around,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from indicators.store import Snapshot
    from indicators.years.proposals.clauses import Amount, Clause

_GROWS: Final = re.compile("增长|增速|增幅")
_LEAST_ALIKE: Final = 4


@dataclass(frozen=True)
class Owner:
    """The indicator of a number, where its name stands, and what is doubtful about that."""

    indicator: str
    start: int
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Owners:
    """The names in one text next to the catalogue.

    Attributes:
        text: the plain text.
        clauses: all of it.
        snapshot: whose catalogue and plans are known.
        year: the plan year.
    """

    text: str
    clauses: list[Clause]
    snapshot: Snapshot
    year: int

    @cached_property
    def rows(self) -> Mapping[str, dict[str, Any]]:
        """The catalogue by id, with last year's target as ``last``."""
        plans = self.snapshot.plans
        plans = plans[(plans["year"] == self.year - 1) & (plans["period"].fillna("") == "")]
        last = dict(zip(plans["indicator"], plans["target"], strict=True))
        return {
            row["indicator"]: row | {"last": last.get(row["indicator"])}
            for row in records(self.snapshot.catalogue)
        }

    @cached_property
    def names(self) -> list[Name]:
        """The known names in the text."""
        return names_in(self.text, self.snapshot)

    @cached_property
    def quoted(self) -> list[EarlierWords]:
        """The words of earlier years."""
        return earlier_words(self.snapshot)

    def owner_of(self, amount: Amount, clause: Clause) -> Owner | None:
        """The indicator a number belongs to; None where no name is known for it."""
        ways = (self._distributed, self._named, self._as_in_earlier_words, self._name_left_out)
        return next(filter(None, (way(amount, clause) for way in ways)), None)

    def is_in_a_name(self, amount: Amount) -> bool:
        """Whether a number is part of a name: 100亿元项目."""
        return any(name.start < amount.end and amount.start < name.end for name in self.names)

    def why_none(self, amount: Amount, clause: Clause) -> Iterator[str]:
        """Why each known name in the clause is not the number's."""
        for name in self._names_of(clause):
            row = self.rows[name.level or name.grown or ""]
            if self._converts(row["indicator"], amount):
                yield f"没有写成增长多少，看不出是不是“{row['name']}”"
            else:
                yield f"“{row['name']}”以{row['unit']}计，这里写的是{amount.number.unit}"

    def words_around(self, amount: Amount, clause: Clause) -> tuple[str, str]:
        """The clause before a number, and behind it up to the next number or name."""
        starts = [a.words_start for a in clause.amounts] + [name.start for name in self._names_of(clause)]
        behind = min((start for start in starts if start >= amount.words_end), default=clause.end)
        text = self.text
        return text[clause.start : amount.start], text[amount.end : behind]

    def _named(self, amount: Amount, clause: Clause) -> Owner | None:
        """The nearest name before the number in its clause, or the first behind it."""
        text, names = self.text, self._names_of(clause)
        earlier = [other for other in clause.amounts if other.start < amount.start]
        # 10家瞪羚企业5家: the name right behind the first number is no name of the second.
        taken = {a.words_end for a in earlier} - {
            name.start for name in names if name.end in {a.words_start for a in earlier}
        }
        taken -= {b.words_end for b in earlier if any(n.end == b.words_start for n in names)}
        for name in reversed(
            [name for name in names if name.end <= amount.start and name.start not in taken]
        ):
            if indicator := self._fits(name, amount):
                since = max([clause.start, *(a.words_end for a in earlier if a.words_end <= name.start)])
                around = text[since : name.start], self._without_numbers(name.end, amount.words_start)
                return Owner(indicator, name.start, self._doubts(indicator, around, clause, name))
        following = next((other.start for other in clause.amounts if other.start > amount.start), clause.end)
        for name in [name for name in names if amount.end <= name.start < following]:
            if indicator := self._fits(name, amount):
                since = max([clause.start, *(a.words_end for a in earlier)])
                around = text[since : amount.words_start], text[amount.words_end : name.start]
                return Owner(indicator, amount.words_start, self._doubts(indicator, around, clause, None))
        return None

    def _distributed(self, amount: Amount, clause: Clause) -> Owner | None:
        """甲、乙分别达到80家、12家: as many numbers as names, in the same order."""
        listed = self._listed_with(clause)
        start, end = listed[0].start, listed[-1].end
        at = self.text.find("分别", start, end)
        amounts = [other for c in listed for other in c.amounts if other.start > at]
        names = [name for name in self.names if start <= name.start < end]
        if at < 0 or amount not in amounts or len(names) != len(amounts) or names[-1].start > at:
            return None
        name = names[amounts.index(amount)]
        indicator = self._fits(name, amount)
        return Owner(indicator, name.start, ("原文写“分别”，按先后顺序对应",)) if indicator else None

    def _name_left_out(self, amount: Amount, clause: Clause) -> Owner | None:
        """The last name of the sentence, where the clause has no subject: 产值稳步增长，全年力争突破2700亿元."""
        if telling_words(self._without_numbers(clause.start, clause.end)):
            return None
        before = [c for c in self.clauses if c.sentence == clause.sentence and c.start < clause.start]
        for name in reversed([name for c in before for name in self._names_of(c)]):
            if indicator := self._fits(name, amount):
                return Owner(indicator, name.start, ("指标名称在前面的分句中，请核对这个数说的是不是它",))
        return None

    def _as_in_earlier_words(self, amount: Amount, clause: Clause) -> Owner | None:
        """An indicator whose number stood within the same words in an earlier year's announcement."""
        before, behind = words_around(self.text, amount, clause)
        alike = {
            len(before) + common_beginning(words.behind, behind): words.indicator
            for words in self.quoted if words.before == before and self._converts(words.indicator, amount)
        }  # fmt: skip
        if max(alike, default=0) < _LEAST_ALIKE:
            return None
        indicator = alike[max(alike)]
        return Owner(
            indicator, clause.start, (f"没有写“{self.rows[indicator]['name']}”，按以往计划中相同的说法对应",)
        )

    def _fits(self, name: Name, amount: Amount) -> str | None:
        """What a name means for this number: by its unit the indicator itself, or its growth."""
        if name.level and self._converts(name.level, amount):
            return name.level
        grows = amount.growth or _GROWS.search(self.text, name.end, max(name.end, amount.start))
        return name.grown if name.grown and grows and self._converts(name.grown, amount) else None

    def _converts(self, indicator: str, amount: Amount) -> bool:
        return conversion_factor(amount.number.unit, self.rows[indicator]["unit"]) is not None

    def _doubts(
        self, indicator: str, around: tuple[str, str], clause: Clause, name: Name | None
    ) -> tuple[str, ...]:
        text = self.text
        ahead = [
            text[c.start : c.end]
            for c in self.clauses
            if c.sentence == clause.sentence and c.start < clause.start
        ]
        listed = text[self._listed_with(clause)[0].start : clause.end]
        doubts = [*doubts_about_name(self.rows[indicator], around, ahead, listed)]
        if name and self._stands_in_a_row(name, clause):
            doubts.append("前面并列着几个指标，请核对这个数是谁的")
        return tuple(doubts)

    def _stands_in_a_row(self, name: Name, clause: Clause) -> bool:
        """甲、乙达到90家, 甲和乙达到90家: the number may be that of both."""
        text = self.text
        joined = any(
            re.fullmatch("[和与及]|以及|并", text[n.end : name.start])
            for n in self.names
            if n.end <= name.start
        )
        at = self.clauses.index(clause) - 1
        unnumbered = clause.listed and not self.clauses[at].amounts
        return joined or (unnumbered and any(n.end == self.clauses[at].end for n in self.names))

    def _names_of(self, clause: Clause) -> list[Name]:
        return [name for name in self.names if clause.start <= name.start < clause.end]

    def _listed_with(self, clause: Clause) -> list[Clause]:
        """The clauses that 、 joins to this one."""
        first = last = self.clauses.index(clause)
        while self.clauses[first].listed:
            first -= 1
        while last + 1 < len(self.clauses) and self.clauses[last + 1].listed:
            last += 1
        return self.clauses[first : last + 1]

    def _without_numbers(self, start: int, end: int) -> str:
        text = self.text
        for amount in (amount for clause in self.clauses for amount in clause.amounts):
            if start <= amount.start and amount.words_end <= end:
                first = max(start, amount.words_start)
                text = f"{text[:first]}{'□' * (amount.words_end - first)}{text[amount.words_end :]}"
        return text[start:end]

    def clause_at(self, position: int) -> Clause:
        """The clause that a position is in."""
        return next(clause for clause in self.clauses if clause.start <= position < clause.end)
