"""Which indicator or task a written name means: by its name, its aliases, or what the department once said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from indicators.reading import plain_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from indicators.store import Snapshot

_NEAREST = 3
_LEAST_LIKENESS = 34  # percent of both names' characters that stand in both in the same order


@dataclass(frozen=True)
class Names:
    """Attributes: known: plain name -> id. shown: id -> the name on the screens."""

    known: Mapping[str, str]
    shown: Mapping[str, str]

    def find(self, written: str) -> str | None:
        """The id of a written name, None where nobody said what it means, or what they said is gone."""
        known = self.known.get(plain_name(written)[0])
        return known if known in self.shown else None

    def nearest(self, written: str) -> list[str]:
        """Names on the screens that look most like it, best first; those that contain it lead."""
        name = plain_name(written)[0]
        inside = [known for known in self.known if name and (name in known or known in name)]
        alike = process.extract(
            name, list(self.known), scorer=fuzz.ratio, limit=_NEAREST, score_cutoff=_LEAST_LIKENESS
        )
        names = [*inside, *(known for known, _, _ in alike)]
        found = [self.shown[self.known[known]] for known in names if self.known[known] in self.shown]
        return list(dict.fromkeys(found))[:_NEAREST]


def indicator_names(snapshot: Snapshot, department: str = "", said: Mapping[str, str] | None = None) -> Names:
    """Aliases, names and ids of the catalogue, then what a department mapped before, then ``said`` just now.

    The later counts: an alias never takes away another indicator's name.
    """
    catalogue = snapshot.catalogue
    ids, names, aliases = (catalogue[c].fillna("").tolist() for c in ("indicator", "name", "aliases"))
    told = [(a, i) for i, listed in zip(ids, aliases, strict=True) for a in listed.split("|") if a.strip()]
    told += [*zip(names, ids, strict=True), *zip(ids, ids, strict=True)]
    known = {plain_name(text)[0]: indicator for text, indicator in told}
    remembered = snapshot.names[snapshot.names["department"] == department]
    known |= dict(zip(remembered["name"], remembered["indicator"], strict=True))
    known |= {plain_name(name)[0]: indicator for name, indicator in (said or {}).items()}
    return Names(known, _shown(catalogue, "indicator", "name"))


def task_names(snapshot: Snapshot) -> Names:
    """Titles and ids of the tasks."""
    tasks = snapshot.tasks
    known = {
        plain_name(str(title))[0]: str(task)
        for task, title in zip(tasks["task"], tasks["title"], strict=True)
    }
    known |= {str(task): str(task) for task in tasks["task"]}
    return Names(known, _shown(tasks, "task", "title"))


def _shown(frame: pd.DataFrame, key: str, name: str) -> dict[str, str]:
    return dict(zip(frame[key].astype(str).tolist(), frame[name].astype(str).tolist(), strict=True))
