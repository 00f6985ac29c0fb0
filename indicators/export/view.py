"""What a report or an answer is about: the tables as they are or as a meeting saw them, a month, a lift, an indicator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from indicators.catalogue import lifts
from indicators.evaluation import board, default_month, months
from indicators.labels import join_names
from indicators.meeting import last_meeting, open_edition
from indicators.period import LOCAL_ZONE

if TYPE_CHECKING:
    from datetime import date

    from indicators.evaluation import Board
    from indicators.meeting import Edition
    from indicators.period import Period
    from indicators.store import Snapshot, Store

_LONGEST: Final = 30  # characters of an indicator in the name of a file


class ViewError(Exception):
    """What was asked for does not exist; the message says in Chinese what does."""


@dataclass(frozen=True)
class View:
    """What is looked at.

    Attributes:
        store: where the tables are from.
        snapshot: the tables, of an edition as they were.
        through: the month.
        day: the date that a letter about it bears: today's, of an edition the one it was frozen on.
        lift: the one lift asked for, None for the whole zone.
        indicator: the one indicator asked for.
        edition: the edition asked for, None for the tables as they are.
    """

    store: Store
    snapshot: Snapshot
    through: Period
    day: date
    lift: str | None = None
    indicator: str | None = None
    edition: Edition | None = None

    @property
    def board(self) -> Board:
        """The board of the lift, or of the whole zone."""
        return board(self.snapshot, self.lift, self.through)

    @property
    def last(self) -> Board | None:
        """The board of the meeting before."""
        return last_meeting(self.store, self.through, self.edition.at if self.edition else None)

    @property
    def about(self) -> str:
        """What it is about, for the name of a file: 产业能级提档_2024年9月_九月调度会."""
        subject = lifts()[self.lift].name if self.lift else ""
        if self.indicator:
            # A longer one would leave no room for the month.
            subject = str(self.board.row(self.indicator)["name"])[:_LONGEST]
        parts = [subject, self.through.month_label, self.edition.name if self.edition else ""]
        return "_".join(part for part in parts if part)


def open_view(  # noqa: PLR0913 - what can be asked for
    store: Store,
    today: date,
    *,
    through: Period | None = None,
    lift: str | None = None,
    indicator: str | None = None,
    edition: str | None = None,
) -> View:
    """What is asked for: without an edition the tables as they are, without a month the one that pages open with.

    Raises:
        ViewError: no such lift, month or indicator, or an edition of another month.
        EditionError: no such edition, or it was withdrawn.
        StoreDamagedError: figures may be missing: what is handed out bears no notice of it.
    """
    if lift is not None and lift not in lifts():
        codes = join_names(f"{code}（{known.name}）" for code, known in lifts().items())
        msg = f"没有“{lift:.20}”这一提，可用：{codes}。"
        raise ViewError(msg)
    frozen, snapshot = open_edition(store, edition) if edition is not None else (None, store.snapshot())
    snapshot.require_whole()
    month = frozen.through if frozen else through or default_month(snapshot)
    if through is not None and through.key != month.key:
        msg = f"会议版本“{frozen.name if frozen else ''}”截至{month.month_label}，不能另看{through.month_label}。"
        raise ViewError(msg)
    known_months = months(snapshot, today)
    if month.key not in {known.key for known in known_months}:
        msg = f"{month.month_label}没有数据，应为 {known_months[-1].key} 至 {known_months[0].key}。"
        raise ViewError(msg)
    if indicator is not None and indicator not in board(snapshot, lift, month):
        msg = f"没有编号为“{indicator:.40}”的指标，编号如 industrial_output，见“全部指标”各指标的网址。"
        raise ViewError(msg)
    day = frozen.at.astimezone(LOCAL_ZONE).date() if frozen else today
    return View(store, snapshot, month, day, lift, indicator, frozen)
