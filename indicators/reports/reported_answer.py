"""What was reported on something that lags, with who reported it and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.follow_up import Answer, newest_answer, who_filled_in
from indicators.labels import day_label
from indicators.period import LOCAL_ZONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from indicators.follow_up import Filled
    from indicators.period import Period
    from indicators.store import Snapshot


@dataclass(frozen=True)
class ReportedAnswer:
    """The newest answer of the year, and who gave each part of it; blank without one.

    Attributes:
        month: the month that it was given for.
    """

    answer: Answer
    by: Mapping[str, Filled]
    month: Period

    @property
    def reason(self) -> str:
        """Why it lags."""
        return self.answer.reason

    @property
    def measure(self) -> str:
        """What is done about it."""
        return self.answer.measure

    def sentences(self, through: Period) -> Iterator[str]:
        """原因：“电池供应不足”（经发局2024年10月12日报）; an earlier month's says so."""
        earlier = "" if self.month == through else f"{self.month.month}月所报"
        deadline = day_label(self.answer.deadline, "")
        parts = {"reason": ("原因", self.answer.reason), "measure": ("措施", self.answer.measure)}
        for part, (label, said) in parts.items():
            if said:
                who = self.by.get(part)
                signed = f"（{who.by}{day_label(who.at.astimezone(LOCAL_ZONE))}报）" if who else ""
                yield f"{earlier}{label}：“{_in_a_line(said)}”{signed}"
        if deadline:
            yield f"{earlier}时限：{deadline}"
        if self.answer.person:
            yield f"{earlier}责任人：{_in_a_line(self.answer.person)}"


def _in_a_line(said: str) -> str:
    """As somebody typed it, without breaks and what cannot be printed."""
    return "".join(letter for letter in " ".join(said.split()) if letter.isprintable())


def reported_answer(snapshot: Snapshot, subject: str, through: Period) -> ReportedAnswer:
    """What was answered for a subject up to a month, of the same year."""
    rows = snapshot.follow_ups
    answered = set(rows.loc[rows["subject"] == subject, "period"])
    months = (through.earlier(back) for back in range(through.month))
    month = next((month for month in months if month.key in answered), None)
    if month is None:
        return ReportedAnswer(Answer(), {}, through)
    return ReportedAnswer(
        newest_answer(snapshot, subject, month), who_filled_in(snapshot, subject, month), month
    )
