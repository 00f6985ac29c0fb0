"""The draft of a plan year: begun from last year's plan, filled by proposals or by hand, not counted anywhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from indicators.frames import records
from indicators.labels import CANCELLED, DONE, is_missing
from indicators.period import Period
from indicators.plan_year import counted_tasks, plan_years, planned_indicators
from indicators.reading import conversion_factor
from indicators.settings import settings
from indicators.store import DEMO
from indicators.years.announcement import announcement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indicators.store import Snapshot
    from indicators.years.proposals import Proposal

_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)
# What becomes of a task in the new year.
CARRIED, LEFT, ADDED, OPEN = "结转", "不结转", "新增", ""
_DECEMBER: Final = 12


@dataclass(frozen=True, config=_STRICT)
class DraftTarget:
    """An indicator of the new year, and its target as far as it is there.

    Attributes:
        indicator: its id; empty for a new one, which has name, lift, unit and kind.
        entered: what stands in the field of the target: 2700, or 力争突破2700亿元; empty while there is none.
        entered_in: the unit that the indicator had then, which a bare number is in; empty where not known.
        wording: the plan's own words for it; empty where ``entered`` says it all.
        words: the sentence of the announcement it rests on.
        confirmed_by: who confirmed it; empty while it is only proposed (待确认).
        listed: whether it stays in the plan.
    """

    indicator: str = ""
    entered: str = ""
    entered_in: str = ""
    wording: str = ""
    words: str = ""
    confirmed_by: str = ""
    listed: bool = True
    responsible_unit: str = ""
    name: str = ""
    lift: str = ""
    unit: str = ""
    kind: str = ""
    direction: str = "more"
    frequency: str = "month"
    definition: str = ""

    @property
    def key(self) -> str:
        """By which it is found again: the id, or of a new one the name."""
        return self.indicator or self.name


@dataclass(frozen=True, config=_STRICT)
class DraftTask:
    """A task of last year that is not done, or a new one.

    Attributes:
        task: its id; empty for a new one.
        what: ``CARRIED``, ``LEFT``, ``ADDED``, or ``OPEN`` while nobody has decided.
        due: ISO day; empty while there is none.
        due_basis: the words that the day rests on.
    """

    task: str = ""
    title: str = ""
    lift: str = ""
    what: str = OPEN
    due: str = ""
    due_basis: str = ""
    responsible_unit: str = ""

    @property
    def key(self) -> str:
        """By which it is found again: the id, or of a new one the title."""
        return self.task or self.title


@dataclass(frozen=True, config=_STRICT)
class Draft:
    """All that is known so far of a plan year.

    Attributes:
        announced: the announcement's day, ISO; empty where not known.
        refused: keys of proposals that somebody does not want (``proposal_key``).
    """

    year: int
    title: str = ""
    document: str = ""
    announced: str = ""
    text: str = ""
    targets: tuple[DraftTarget, ...] = ()
    tasks: tuple[DraftTask, ...] = ()
    refused: tuple[str, ...] = ()

    def target(self, key: str) -> DraftTarget:
        """The indicator with this key."""
        return next(target for target in self.targets if target.key == key)

    def with_target(self, new: DraftTarget) -> Draft:
        """The same draft with this indicator as it is now; a new one comes last."""
        if all(target.key != new.key for target in self.targets):
            return replace(self, targets=(*self.targets, new))
        return replace(
            self, targets=tuple(new if target.key == new.key else target for target in self.targets)
        )

    def with_task(self, new: DraftTask) -> Draft:
        """The same draft with this task as it is now; a new one comes last."""
        if all(task.key != new.key for task in self.tasks):
            return replace(self, tasks=(*self.tasks, new))
        return replace(self, tasks=tuple(new if task.key == new.key else task for task in self.tasks))


_ADAPTER: Final = TypeAdapter(Draft)


def draft_text(draft: Draft) -> str:
    """The draft as readable JSON, kept as the original of what is published."""
    return _ADAPTER.dump_json(draft, indent=2).decode()


def read_draft(text: str) -> Draft:
    """The draft that ``draft_text`` wrote."""
    return _ADAPTER.validate_json(text)


def next_year(snapshot: Snapshot) -> int:
    """The year to begin next: the one after the newest plan."""
    return max(plan_years(snapshot), default=settings().plan.year - 1) + 1


def begin_draft(snapshot: Snapshot, year: int) -> Draft:
    """A draft from last year's plan: its indicators in their order without targets, its tasks that are not done.

    Where the year has targets already, they stand in it. Simulated units in charge and states are not taken over.
    """
    december = Period(year - 1, _DECEMBER, "month")
    there = _targets_of(snapshot, year)
    planned = planned_indicators(snapshot, december) | set(there)
    catalogue = snapshot.catalogue.sort_values("position")
    units = reported_units(snapshot)
    targets = tuple(
        replace(there.get(name, DraftTarget(name)), responsible_unit=units.get(name, ""))
        for name in catalogue["indicator"] if name in planned
    )  # fmt: skip
    draft = Draft(year, title=f"{year}年计划", targets=targets, tasks=tuple(_undone(snapshot, december)))
    known = announcement(snapshot, year)
    if known is None:
        return draft
    return replace(
        draft, title=known.title, document=known.document, announced=known.announced or "", text=known.text
    )


def reported_units(snapshot: Snapshot) -> dict[str, str]:
    """The unit in charge of each indicator, without simulated ones."""
    rows = snapshot.log["catalogue"]
    rows = rows[rows["origin"] != DEMO].drop_duplicates("indicator", keep="last")
    return dict(zip(rows["indicator"], rows["responsible_unit"].fillna(""), strict=True))


def _targets_of(snapshot: Snapshot, year: int) -> dict[str, DraftTarget]:
    """The targets that a year has already."""
    plans = snapshot.plans
    plans = plans[(plans["year"] == year) & (plans["period"].fillna("") == "") & (plans["origin"] != DEMO)]
    units = units_in(snapshot)
    return {
        row["indicator"]: DraftTarget(
            row["indicator"],
            f"{row['target']:.15g}",
            units.get(row["indicator"], ""),
            row["wording"] or "",
            row["quote"] or "",
            row["reported_by"],
        )
        for row in records(plans)
    }


def units_in(snapshot: Snapshot) -> dict[str, str]:
    """The unit of each indicator."""
    catalogue = snapshot.catalogue
    return dict(zip(catalogue["indicator"], catalogue["unit"], strict=True))


def _undone(snapshot: Snapshot, december: Period) -> Iterable[DraftTask]:
    """Tasks that end with the year, neither done, cancelled nor carried over; later ones go on by themselves."""
    for row in records(counted_tasks(snapshot, december).sort_values("due", kind="stable")):
        simulated = row["origin"] == DEMO
        ended = not simulated and row["state"] in {DONE, CANCELLED}
        carried = not is_missing(row["year"]) and row["year"] > december.year
        if not (ended or carried) and not is_missing(row["due"]) and row["due"].year <= december.year:
            unit = "" if simulated else row["responsible_unit"] or ""
            yield DraftTask(row["task"], row["title"], row["lift"], responsible_unit=unit)


def set_target(  # noqa: PLR0913 - what a field says, and who says it
    draft: Draft, key: str, entered: str, by: str, wording: str | None = None, *, unit: str = ""
) -> Draft:
    """Set a target that a person typed next to a unit, who confirms it by that; words of another number go with that number."""
    known = [target for target in draft.targets if target.key == key]
    target = known[0] if known else DraftTarget(key)
    if entered == target.entered:
        return draft.with_target(target if wording is None else replace(target, wording=wording))
    return draft.with_target(
        replace(
            target,
            entered=entered,
            entered_in=unit,
            wording=wording or "",
            words="",
            confirmed_by=by if entered else "",
            listed=True,
        )
    )


def proposal_key(proposal: Proposal) -> str:
    """By which a proposal is known again, also when the text around it has changed."""
    return f"{proposal.indicator} {proposal.target:.12g} {proposal.words}"


def fill_in(draft: Draft, proposed: Sequence[Proposal]) -> Draft:
    """Fill empty targets with what is proposed, each 待确认; not where a text gives several numbers, nor what was refused."""
    for proposal in proposed:
        alone = sum(other.indicator == proposal.indicator for other in proposed) == 1
        known = any(target.key == proposal.indicator for target in draft.targets)
        if (
            alone
            and known
            and proposal_key(proposal) not in draft.refused
            and not draft.target(proposal.indicator).entered
        ):
            draft = draft.with_target(_proposed(draft.target(proposal.indicator), proposal))
    return draft


def adopt(draft: Draft, proposal: Proposal, by: str) -> Draft:
    """Take a proposal as the target of its indicator, confirmed by a person; one that is not in the draft comes into it."""
    known = [target for target in draft.targets if target.key == proposal.indicator]
    target = known[0] if known else DraftTarget(proposal.indicator)
    refused = tuple(key for key in draft.refused if key != proposal_key(proposal))
    return replace(draft, refused=refused).with_target(
        replace(_proposed(target, proposal), confirmed_by=by, listed=True)
    )


def refuse(draft: Draft, proposal: Proposal) -> Draft:
    """Do not use a proposal, and take it out of the field that it filled."""
    refused = tuple(dict.fromkeys((*draft.refused, proposal_key(proposal))))
    draft = replace(draft, refused=refused)
    if state_of(draft, proposal) in {"adopted", "filled"}:
        target = draft.target(proposal.indicator)
        return draft.with_target(replace(target, entered="", wording="", words="", confirmed_by=""))
    return draft


def state_of(draft: Draft, proposal: Proposal) -> str:
    """``adopted``, ``filled`` while it is only 待确认, ``refused``, or ``open`` where the field has something else."""
    mine = [t for t in draft.targets if t.key == proposal.indicator and t.words == proposal.words]
    if mine and mine[0].entered == _entered(proposal):
        return "adopted" if mine[0].confirmed_by else "filled"
    return "refused" if proposal_key(proposal) in draft.refused else "open"


def as_target_of(proposal: Proposal, indicator: str, unit: str) -> Proposal | None:
    """A number without a name as the target of an indicator that a person names; None in another dimension."""
    factor = conversion_factor(proposal.unit, unit)
    if factor is None:
        return None
    target = float(f"{proposal.target * factor:.12g}")
    return replace(proposal, indicator=indicator, target=target, unit=unit, doubts=())


def _proposed(target: DraftTarget, proposal: Proposal) -> DraftTarget:
    return replace(
        target, entered=_entered(proposal), entered_in=proposal.unit, wording=proposal.wording,
        words=proposal.words, confirmed_by="",
    )  # fmt: skip


def _entered(proposal: Proposal) -> str:
    return f"{proposal.target:.15g}"
