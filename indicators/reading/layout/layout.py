"""What a file means: its tables, the role of each column, the facts of each table, and how sure each of them is."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.reading.layout.columns import Certainty, Column
    from indicators.reading.parsed import Subject

# Facts of a table, in the order of the screen.
FACTS: Final = ("subject", "period", "unit", "area", "state", "name")
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
# Months, quarters and years differ between two files of one form.
_WHEN: Final = re.compile(
    r"(?:19|20)\d\d(?:年度?)?|\d{1,2}(?=[年月日季]|-\d{1,2}月)|\d+|[一二三四五六七八九十]+(?=月|季度|个月)|[上下](?=半年)"
)


@dataclass(frozen=True)
class Fact:
    """Something a table means, and where that was read.

    Attributes:
        value: as a person writes it: 2024年1—9月, 亿元, 预计; of the subject its code.
        place: one of ``labels.PLACES``.
        where: the cell (A1), or the name of the sheet or file.
        words: what stands there.
        certainty: how sure it is.
    """

    value: str
    place: str
    where: str = ""
    words: str = ""
    certainty: Certainty = "inferred"


@dataclass(frozen=True)
class TableLayout:
    """What one table of a sheet means.

    Attributes:
        sheet: its name, empty for a text file.
        header_rows: first and last row of the heading, from 1.
        last_row: the last row that may belong to it, from 1.
        form: ``long`` (one row per value), ``wide`` (periods or measures across), ``across`` (indicators across).
        key: index of the column of names; where indicators are columns, of the column of periods.
        columns: by position.
        facts: of the whole table, by a name of ``FACTS``; one that nothing says is missing.
        used: whether it is read at all.
        used_certainty: how sure that is.
        unused_names: plain names of rows that this form has and nobody wants.
    """

    sheet: str
    header_rows: tuple[int, int]
    last_row: int
    form: str
    key: int
    columns: tuple[Column, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    used: bool = True
    used_certainty: Certainty = "stated"
    unused_names: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """Names the table within its file: sheet and first row of its heading."""
        return f"{self.sheet}!{self.header_rows[0]}"

    @property
    def title(self) -> str:
        """What a person recognises it by: its sheet, or its headings."""
        return self.sheet or "、".join(column.heading for column in self.columns if column.heading)

    @property
    def subject(self) -> Subject:
        """Which table of the store it is for."""
        code: Subject = self.facts["subject"].value  # type: ignore[assignment]
        return code

    @property
    def body(self) -> range:
        """The rows under the heading, from 0."""
        return range(self.header_rows[1], self.last_row)

    @property
    def width(self) -> int:
        """Columns up to the last one with a heading."""
        return 1 + max((column.index for column in self.columns if column.heading), default=0)

    def with_role(self, role: str) -> list[Column]:
        """Columns whose heading has this role, from the left."""
        return [column for column in self.columns if column.role == role]

    @property
    def fingerprint(self) -> str:
        """The same for the files of one form: its headings and their order, without months and years."""
        keys = [self.form, *(heading_key(column) for column in self.columns)]
        return hashlib.sha256("|".join(keys).encode()).hexdigest()[:16]

    @property
    def inferred(self) -> list[str]:
        """What a person should confirm: letters of columns and names of facts, ``used`` for the table itself."""
        if not self.used:
            return ["used"] if self.used_certainty == "inferred" else []
        columns = [column.letters for column in self.columns if column.certainty == "inferred"]
        facts = [name for name in FACTS if name in self.facts and self.facts[name].certainty == "inferred"]
        return [*(["used"] if self.used_certainty == "inferred" else []), *facts, *columns]

    @property
    def open(self) -> list[Column]:
        """Columns of numbers that nobody knows the use of."""
        return [column for column in self.columns if self.used and column.certainty == "open"]


@dataclass(frozen=True)
class Layout:
    """What a file means.

    Attributes:
        tables: in the order of the file, also those that are not used.
    """

    tables: tuple[TableLayout, ...] = ()

    @property
    def used(self) -> list[TableLayout]:
        """The tables that are read."""
        return [table for table in self.tables if table.used]

    @property
    def is_settled(self) -> bool:
        """Whether everything is stated or confirmed."""
        return not any(table.inferred or table.open for table in self.tables)

    def in_catalogue_units(self) -> Layout:
        """The same layout where no unit is written: numbers are taken in each indicator's own, which is inferred."""
        assumed = Fact("catalogue", "catalogue")
        return Layout(
            tuple(replace(table, facts={"unit": assumed} | dict(table.facts)) for table in self.tables)
        )

    def confirmed(self) -> Layout:
        """The same layout once a person has said that it is right; what is open stays open."""
        return Layout(tuple(_confirmed(table) for table in self.tables))


def _confirmed(table: TableLayout) -> TableLayout:
    columns = tuple(
        replace(column, certainty="confirmed") if column.certainty == "inferred" else column
        for column in table.columns
    )
    facts = {
        name: replace(fact, certainty="confirmed") if fact.certainty == "inferred" else fact
        for name, fact in table.facts.items()
    }
    return replace(table, columns=columns, facts=facts, used_certainty="confirmed")


@dataclass(frozen=True)
class RememberedLayout:
    """What a department confirmed of one form; by its ``fingerprint`` the next file of that form is recognised.

    Attributes:
        fingerprint: of the table.
        columns: key of the heading, and the role that was confirmed; in the order of the table.
        facts: by name: the place the fact was taken from, and its value (of a period its kind: month, ytd, year).
        used: whether the table is read.
        unused_names: plain names of rows that nobody wants.
    """

    fingerprint: str
    columns: tuple[tuple[str, str], ...]
    facts: Mapping[str, tuple[str, str]] = field(default_factory=lambda: _NOTHING)
    used: bool = True
    unused_names: frozenset[str] = frozenset()

    def to_json(self) -> str:
        """As text for the table ``layouts``."""
        return json.dumps(
            {"columns": self.columns, "facts": dict(self.facts), "used": self.used,
             "unused_names": sorted(self.unused_names)},
            ensure_ascii=False,
        )  # fmt: skip

    @classmethod
    def from_json(cls, fingerprint: str, text: str) -> RememberedLayout:
        """From the text of the table ``layouts``."""
        stored = json.loads(text)
        return cls(
            fingerprint,
            tuple((key, role) for key, role in stored["columns"]),
            {name: (place, value) for name, (place, value) in stored["facts"].items()},
            stored["used"],
            frozenset(stored["unused_names"]),
        )


def heading_key(column: Column) -> str:
    """A column's heading without what changes from month to month."""
    return _WHEN.sub("#", column.heading.replace(" ", ""))
