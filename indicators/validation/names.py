"""Which indicator or task a written name means: by its name, its aliases, or what the department decided before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from indicators.reading import plain_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.store import Snapshot

_NEAREST = 3
_RATE_ENDINGS = ("增速", "增长率", "增长速度", "增长", "增幅", "同比增速", "同比增长率", "同比增长", "同比")
_SAME_LIKENESS = 60  # so alike that one may be a slip of the other
_LEAST_LIKENESS = 34  # percent of both names' characters that are in both in the same order


@dataclass(frozen=True)
class Names:
    """Names and what they mean.

    Attributes:
        ids: plain name -> id.
        labels: id -> name on the screens.
    """

    ids: Mapping[str, str]
    labels: Mapping[str, str]

    def find(self, written: str) -> str | None:
        """The id of a written name; None where it is unknown, or what it meant is gone."""
        known = self.ids.get(plain_name(written)[0])
        return known if known in self.labels else None

    def rate_of(self, written: str) -> str | None:
        """The indicator, as on the screens, that is the growth of what is written: 收入增速 of 收入."""
        name = plain_name(written)[0]
        ids = (self.ids.get(f"{name}{ending}", "") for ending in _RATE_ENDINGS)
        return next((self.labels[known] for known in ids if known in self.labels), None)

    def grown(self) -> dict[str, str]:
        """What grows -> the id of its growth: 收入 -> that of 收入增速."""
        names = [(name, ending) for name in self.ids for ending in _RATE_ENDINGS if name.endswith(ending)]
        return {base: self.ids[name] for name, ending in names if (base := name.removesuffix(ending))}

    def nearest(self, written: str) -> list[str]:
        """Names on the screens that look most like it, best first; those that contain it lead."""
        name = plain_name(written)[0]
        inside = [known for known in self.ids if name and (name in known or known in name)]
        alike = process.extract(
            name, list(self.ids), scorer=fuzz.ratio, limit=_NEAREST, score_cutoff=_LEAST_LIKENESS
        )
        ids = [self.ids[known] for known in [*inside, *(known for known, _, _ in alike)]]
        return list(dict.fromkeys(self.labels[known] for known in ids if known in self.labels))[:_NEAREST]

    def meant_by(self, written: str) -> str | None:
        """The name on the screens that a written one may be a slip of: nearly the same, or one within the other."""
        name = plain_name(written)[0]
        alike = process.extractOne(name, list(self.ids), scorer=fuzz.ratio, score_cutoff=_SAME_LIKENESS)
        inside = (known for known in self.ids if name in known or known in name)
        known = alike[0] if alike else next(inside, "")
        return self.labels.get(self.ids.get(known, ""))


def indicator_names(
    snapshot: Snapshot, department: str = "", decided: Mapping[str, str] | None = None
) -> Names:
    """Aliases, names and ids of the catalogue, then names the department mapped before, then ``decided`` just now.

    The later counts: an alias never takes away another indicator's name.
    """
    catalogue = snapshot.catalogue
    aliases = catalogue.set_index("indicator")["aliases"].dropna().str.split("|").explode()
    names = [(alias, indicator) for indicator, alias in aliases.items() if alias.strip()]
    labels = dict(zip(catalogue["indicator"], catalogue["name"], strict=True))
    names += [*((name, indicator) for indicator, name in labels.items()), *zip(labels, labels, strict=True)]
    ids = {plain_name(name)[0]: str(indicator) for name, indicator in names}
    remembered = snapshot.names
    # A forgotten name has no indicator, and takes nothing away from the catalogue.
    remembered = remembered[
        (remembered["department"] == department) & (remembered["indicator"].fillna("") != "")
    ]
    ids |= dict(zip(remembered["name"], remembered["indicator"], strict=True))
    ids |= {plain_name(name)[0]: indicator for name, indicator in (decided or {}).items()}
    return Names(ids, labels)


def task_names(snapshot: Snapshot) -> Names:
    """Titles and ids of the tasks."""
    labels = dict(zip(snapshot.tasks["task"], snapshot.tasks["title"], strict=True))
    titles = {plain_name(title)[0]: task for task, title in labels.items()}
    return Names(titles | dict(zip(labels, labels, strict=True)), labels)
