"""All tables at one version: every row ever stored, and the rows that count."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from indicators.store.errors import StoreDamagedError
from indicators.store.log import as_rows
from indicators.store.schemas import COMMIT, DEMO, KEYS, REPORTED, SHOWN, WITHDRAWN
from indicators.store.upload import Upload

if TYPE_CHECKING:
    from collections.abc import Mapping

# Real figures replace simulated ones indicator by indicator: one chart never mixes the two.
_REPLACED_BY_ANY_REAL = {"observations": ["indicator"], "plans": ["indicator", "year"]}
# Which of two commits was first, also of different tables; by time where they had no numbers yet.
_ORDER = [COMMIT, "reported_at"]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The tables at one version each; immutable, compared and cached by identity.

    Attributes:
        versions: version of each table.
        log: every stored row of each table, in the order of their commits: the history of all values.
        damaged: what is damaged of a table whose ``log`` lacks rows because of it, in Chinese.
    """

    versions: Mapping[str, int]
    log: Mapping[str, pd.DataFrame]
    damaged: Mapping[str, str] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """All versions as one text: ``observations3-plans1-tasks2-…``, ``!`` after a damaged one."""
        return "-".join(f"{table}{at}{'!' * (table in self.damaged)}" for table, at in self.versions.items())

    @property
    def lacking(self) -> dict[str, str]:
        """What is damaged of the tables that figures on a screen come from."""
        return {table: words for table, words in self.damaged.items() if table in SHOWN}

    def require_whole(self) -> Snapshot:
        """These tables, for what is taken away and bears no notice that figures may be missing.

        Raises:
            StoreDamagedError: figures may be missing.
        """
        if self.lacking:
            raise StoreDamagedError("".join(self.lacking.values()))
        return self

    @cached_property
    def next_commit(self) -> int:
        """The number of a commit that is decided on these tables: above those of all that it can know of.

        Every commit raises a version, so their sum does; also where the newest rows were withdrawn. A table that is
        put back from a backup lowers it, but not below the rows that are there.
        """
        known = [int(rows[COMMIT].max()) for rows in self.log.values() if len(rows)]
        return 1 + max([sum(self.versions.values()), *known])

    @cached_property
    def observations(self) -> pd.DataFrame:
        """The value that counts for each (indicator, period)."""
        return self._newest("observations")

    @cached_property
    def plans(self) -> pd.DataFrame:
        """The target that counts for each (indicator, year, period)."""
        return self._newest("plans")

    @cached_property
    def tasks(self) -> pd.DataFrame:
        """Every task with its newest state."""
        return self._newest("tasks")

    @cached_property
    def catalogue(self) -> pd.DataFrame:
        """Every indicator with its newest definition."""
        return self._newest("catalogue")

    @cached_property
    def announcements(self) -> pd.DataFrame:
        """The announcement of each plan year: its title, document, day and text."""
        return self._newest("announcements")

    @cached_property
    def closings(self) -> pd.DataFrame:
        """The final verdicts of closed years: a row for each indicator and task of the year."""
        return self._newest("closings")

    @cached_property
    def thresholds(self) -> pd.DataFrame:
        """The settings that were changed in the browser, with their newest value."""
        return self._newest("thresholds")

    @cached_property
    def drafts(self) -> pd.DataFrame:
        """The draft of each plan year that is not published yet."""
        return self._newest("drafts")

    @cached_property
    def follow_ups(self) -> pd.DataFrame:
        """The newest answer of the responsible unit for each (subject, period): reason, measure, deadline, person."""
        rows = self.log["follow_ups"]
        # What the office says to it replaces no answer.
        return self._newest("follow_ups", rows[rows["deed"].fillna("") == ""])

    @cached_property
    def names(self) -> pd.DataFrame:
        """Which indicator a department means by its own name for it."""
        return self._newest("names")

    @cached_property
    def layouts(self) -> pd.DataFrame:
        """What a department last said about each form of its files."""
        return self._newest("layouts")

    @cached_property
    def editions(self) -> pd.DataFrame:
        """Every edition that is not withdrawn, as it was frozen but with its newest name; newest first."""
        rows = self.log["editions"]
        newest = rows.drop_duplicates("edition", keep="last").set_index("edition")
        newest = newest[newest["state"] != WITHDRAWN]
        # Later rows change the name or the state and hold no versions.
        frozen = rows[rows["versions"].fillna("").ne("") & rows["edition"].isin(newest.index)]
        frozen = frozen.assign(name=frozen["edition"].map(newest["name"]))
        return frozen.iloc[::-1].reset_index(drop=True)

    def with_rows(self, rows: Mapping[str, pd.DataFrame]) -> Snapshot:
        """The tables as they would be with these rows too: to look at a change before it is made."""
        stamp = Upload.new("")
        added = {
            table: as_rows(table, frame, stamp, self.next_commit).to_pandas()
            for table, frame in rows.items()
            if len(frame)
        }
        log = {t: pd.concat([self.log[t], frame], ignore_index=True) for t, frame in added.items()}
        return Snapshot(self.versions, {**self.log, **log}, self.damaged)

    def units_when_reported(self, rows: pd.DataFrame) -> pd.Series:
        """The unit that the indicator of each row had when the row was reported."""
        defined = self.log["catalogue"]
        defined = defined.loc[defined["origin"] != DEMO, ["indicator", *_ORDER, "unit"]]
        reported = rows[["indicator", *_ORDER]].reset_index(drop=True)
        turns = pd.concat([defined[_ORDER], reported[_ORDER]]).groupby(_ORDER).ngroup().to_numpy()
        defined = defined.assign(turn=turns[: len(defined)]).sort_values("turn", kind="stable")
        by_turn = reported.assign(turn=turns[len(defined) :]).reset_index().sort_values("turn", kind="stable")
        merged = pd.merge_asof(by_turn, defined[["indicator", "turn", "unit"]], by="indicator", on="turn")
        units = merged.set_index("index")["unit"]
        # What was reported before the indicator was defined is in its first unit.
        first = reported["indicator"].map(defined.drop_duplicates("indicator").set_index("indicator")["unit"])
        return units.sort_index().fillna(first).fillna("").set_axis(rows.index)

    def _newest(self, table: str, rows: pd.DataFrame | None = None) -> pd.DataFrame:
        """Newest row per key, of the whole log or of these rows of it; real rows replace 演示 rows."""
        rows = self.log[table] if rows is None else rows
        key, simulated = list(KEYS[table]), rows["origin"] == DEMO
        group = _REPLACED_BY_ANY_REAL.get(table, key)
        # A seeded task or definition says nothing about its state: only a report replaces the simulated one.
        real = ~simulated if table in _REPLACED_BY_ANY_REAL else rows["origin"] == REPORTED
        if table == "observations":
            real &= rows["value"].notna()  # a blank is no value
        if simulated.any():
            groups = pd.MultiIndex.from_frame(rows[group])
            rows = rows[~(simulated & groups.isin(groups[real]))]
            # Seed and simulation are one commit: the simulated state comes after the seeded definition.
            at = rows["reported_at"].astype("int64")  # as times they would be compared one by one in Python
            rows = rows.iloc[np.lexsort((rows["origin"] == DEMO, at, rows[COMMIT]))]
        return rows.drop_duplicates(key, keep="last", ignore_index=True)
