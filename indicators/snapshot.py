"""All tables at one moment: every row ever stored, and the rows that count."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from indicators.tables import DEMO, KEYS, REPORTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

# Real figures replace simulated ones indicator by indicator: one chart never mixes the two.
_REPLACED_BY_ANY_REAL = {"observations": ["indicator"], "plans": ["indicator", "year"]}


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The tables at one version each; compared and cached by identity, so treat it as unchangeable.

    Attributes:
        versions: version of each table.
        log: every stored row of each table, oldest report first: the history of all values.
    """

    versions: Mapping[str, int]
    log: Mapping[str, pd.DataFrame]

    @property
    def version(self) -> str:
        """All versions in one word: ``o3-p1-t2-c1-f0``."""
        return "-".join(f"{table[0]}{version}" for table, version in self.versions.items())

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
    def follow_ups(self) -> pd.DataFrame:
        """The newest reason, measure and deadline for each (subject, period)."""
        return self._newest("follow_ups")

    def _newest(self, table: str) -> pd.DataFrame:
        """Newest row per key; 演示 rows step back as soon as there are real ones."""
        rows = self.log[table]
        key, simulated = list(KEYS[table]), rows["origin"] == DEMO
        group = _REPLACED_BY_ANY_REAL.get(table, key)
        # A seeded task or definition says nothing about its state: only a report replaces the simulated one.
        real = ~simulated if table in _REPLACED_BY_ANY_REAL else rows["origin"] == REPORTED
        if table == "observations":
            real &= rows["value"].notna()  # a blank is no value
        has_real = real.groupby([rows[name] for name in group]).transform("any").astype(bool)
        rows = rows[~(simulated & has_real)]
        # Seed and simulation carry the same time: the simulated state comes after the seeded definition.
        order = rows.assign(simulated=rows["origin"] == DEMO).sort_values(
            ["reported_at", "simulated"], kind="stable"
        )
        return rows.loc[order.drop_duplicates(key, keep="last").index].reset_index(drop=True)
