"""Which unknown names of a file are new names of indicators that it leaves out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz import fuzz

from indicators.frames import records
from indicators.reading import plain_name
from indicators.validation.definitions.words import code

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

# Percent of both names that are in both in the same order: one of seven characters may be another.
_VERY_NEAR: Final = 85
_SAME_THING: Final = ("lift", "unit", "kind")
# What two indicators do not share by chance.
_ITS_OWN: Final = ("position", "definition")


@dataclass(frozen=True)
class Line:
    """A row of the file.

    Attributes:
        row: its number.
        written: the fields that it fills in, as text.
        indicator: the id that its code or its name leads to; None for a name that nobody knows.
    """

    row: int
    written: Mapping[str, str]
    indicator: str | None

    @property
    def name(self) -> str:
        """The indicator's name."""
        return self.written.get("name", "")


@dataclass(frozen=True)
class Renamings:
    """What unknown names may be.

    Attributes:
        ids: row -> the indicator that it renames.
        unclear: row -> the indicators any of which it may rename; it is taken as new.
    """

    ids: dict[int, str] = field(default_factory=dict)
    unclear: dict[int, list[str]] = field(default_factory=dict)


def find_renamings(lines: list[Line], current: pd.DataFrame) -> Renamings:
    """Unknown names that stand for indicators in use which the file does not name.

    A row is such a renaming where its lift, unit and kind are those of the indicator and the file lists all others of the
    lift, or where the name is nearly the same and nothing else that is written speaks against it.
    """
    found = Renamings()
    listed = current["indicator"].isin({line.indicator for line in lines})
    in_use = current[listed | current["retired"].isna()]
    left_out = records(current[~listed & current["retired"].isna()])
    candidates = {
        line.row: [row["indicator"] for row in left_out if _renames(line, row, lines, in_use)]
        for line in lines
        if line.indicator is None and line.name
    }
    claimed = [indicator for ids in candidates.values() for indicator in ids]
    for row, ids in candidates.items():
        if len(ids) == 1 and claimed.count(ids[0]) == 1:
            found.ids[row] = ids[0]
        elif ids:
            found.unclear[row] = ids
    return found


def with_old_name(aliases: str, old: str, new: str) -> str:
    """The aliases of an indicator with another name: the old one leads to it as before."""
    known = [alias for alias in (*aliases.split("|"), old) if alias and not is_same_name(alias, new)]
    return "|".join(dict.fromkeys(known))


def is_same_name(one: str, other: str) -> bool:
    """Whether two names differ in nothing that counts: numbering, blanks, a unit in brackets."""
    return plain_name(one)[0] == plain_name(other)[0]


def _renames(line: Line, row: Mapping[str, Any], lines: list[Line], in_use: pd.DataFrame) -> bool:
    stated = [field for field in _SAME_THING if field in line.written]
    if not all(_agrees(line, row, field) for field in stated):
        return False
    if _are_near(line.name, str(row["name"])):
        return True
    own = [_agrees(line, row, field) for field in _ITS_OWN if field in line.written]
    is_alike = len(stated) == len(_SAME_THING) and (any(own) or not own)
    return is_alike and _lists_the_others(lines, str(row["lift"]), in_use)


def _agrees(line: Line, row: Mapping[str, Any], field: str) -> bool:
    return code(field, line.written[field]) == str(row[field])


def _are_near(one: str, other: str) -> bool:
    """Nearly the same name; 30亿元以上项目 is another thing than 50亿元以上项目."""
    one, other = plain_name(one)[0], plain_name(other)[0]
    same_digits = [*filter(str.isdigit, one)] == [*filter(str.isdigit, other)]
    return same_digits and fuzz.ratio(one, other) >= _VERY_NEAR


def _lists_the_others(lines: list[Line], lift: str, in_use: pd.DataFrame) -> bool:
    """Whether the file has as many rows of a lift as there are indicators, so that none is only left out."""
    of_lift = set(in_use.loc[in_use["lift"] == lift, "indicator"])
    known = sum(line.indicator in of_lift for line in lines)
    unknown = sum(
        line.indicator is None and code("lift", line.written.get("lift", "")) == lift for line in lines
    )
    return bool(known) and known + unknown >= len(of_lift)
