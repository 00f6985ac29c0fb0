"""A proposed Layout with what is known of its form: what was confirmed before, and what a person says now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indicators.period import Period, PeriodError, parse
from indicators.reading.layout import FACTS, Fact, Layout, RememberedLayout, heading_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.reading.layout import Column, TableLayout
    from indicators.reading.parsed import ReadOverrides

# The share of headings that a form must have in common with a remembered one to be a changed version of it.
_ALIKE = 0.6


def settle(layout: Layout, remembered: Mapping[str, RememberedLayout], overrides: ReadOverrides) -> Layout:
    """The layout with what the department confirmed for this form before, and then with a person's corrections.

    Args:
        layout: from ``propose``.
        remembered: the department's layouts by fingerprint.
        overrides: what the person says of this file.
    """
    return Layout(
        tuple(_corrected(_recognised(table, remembered), overrides.of(table.id)) for table in layout.tables)
    )


def remember(table: TableLayout, unused_names: frozenset[str]) -> RememberedLayout:
    """What the next file of this form is to be read by."""
    facts = {
        name: (fact.place, _kept_value(name, fact))
        for name, fact in table.facts.items()
        if not (name == "period" and fact.place == "asked")
    }
    columns = tuple((heading_key(column), column.use) for column in table.columns)
    return RememberedLayout(table.fingerprint, columns, facts, table.used, table.unused_names | unused_names)


def _kept_value(name: str, fact: Fact) -> str:
    """A fact as it is compared with the next file's: of a period only which months it covers."""
    if name != "period":
        return fact.value
    try:
        return parse(fact.value).kind
    except PeriodError:
        return "months"


def _recognised(table: TableLayout, remembered: Mapping[str, RememberedLayout]) -> TableLayout:
    """The table with what was confirmed for its form; of a changed form only what did not change."""
    known = remembered.get(table.fingerprint) or _most_alike(table, remembered)
    if known is None:
        return table
    columns = _recognised_columns(table, known)
    facts = dict(table.facts)
    for name in FACTS:
        place, value = known.facts.get(name, ("", ""))
        fact = facts.get(name)
        if fact is None and place in {"asked", "catalogue", "remembered"} and name != "period":
            # What the file does not say was answered for this form before.
            facts[name] = Fact(value, "remembered", certainty="confirmed")
        elif fact is not None and fact.certainty == "inferred" and _is_same(name, fact, place, value):
            facts[name] = replace(fact, certainty="confirmed")
        elif fact is not None and fact.certainty == "inferred" and _is_turned(name, place):
            facts[name] = Fact(value, "asked", certainty="confirmed")
    used, certainty = table.used, table.used_certainty
    if known.fingerprint == table.fingerprint:
        used, certainty = known.used, "confirmed"
    return replace(
        _with_columns(table, columns),
        facts=facts,
        used=used,
        used_certainty=certainty,
        unused_names=known.unused_names,
    )


def _is_same(name: str, fact: Fact, place: str, value: str) -> bool:
    """Whether a fact stands where it stood before, and says the same."""
    return place in {fact.place, "remembered"} and _kept_value(name, fact) == value


def _is_turned(name: str, place: str) -> bool:
    """Whether a person said of this form that it is a plan, or none, whatever its title suggests."""
    return name == "subject" and place == "asked"


def _most_alike(table: TableLayout, remembered: Mapping[str, RememberedLayout]) -> RememberedLayout | None:
    """The remembered form with the most headings in common, if it has enough of them."""
    keys = {heading_key(column) for column in table.columns}

    def share(known: RememberedLayout) -> float:
        theirs = {key for key, _ in known.columns}
        return len(keys & theirs) / max(len(keys | theirs), 1)

    best = max(remembered.values(), key=share, default=None)
    return best if best is not None and share(best) >= _ALIKE else None


def _recognised_columns(table: TableLayout, known: RememberedLayout) -> tuple[Column, ...]:
    """Columns with the use that was confirmed; a heading counts as the same one only next to the same neighbour."""
    keys = [heading_key(column) for column in table.columns]
    theirs = [key for key, _ in known.columns]
    uses = {(before, key): use for before, (key, use) in zip(["", *theirs[:-1]], known.columns, strict=True)}
    columns = []
    for before, column in zip(["", *keys[:-1]], table.columns, strict=True):
        use = uses.get((before, heading_key(column)))
        if use and column.certainty in {"inferred", "open"}:
            column = column if column.use == use else column.used_as(use, "confirmed")  # noqa: PLW2901
            column = replace(column, certainty="confirmed")  # noqa: PLW2901
        elif use and column.use != use:
            # It was turned by a person, whatever its heading says.
            column = column.used_as(use, "confirmed")  # noqa: PLW2901
        columns.append(column)
    return tuple(columns)


def _corrected(table: TableLayout, overrides: ReadOverrides) -> TableLayout:
    table = _with_roles(_with_measure(table, overrides.measure), overrides.roles)
    facts = dict(table.facts)
    for name, value in (
        ("subject", overrides.subject), ("unit", overrides.unit), ("state", overrides.state),
        ("period", _period_text(table, overrides)),
    ):  # fmt: skip
        if value:
            facts[name] = Fact(value, "asked", certainty="confirmed")
    used, certainty = table.used, table.used_certainty
    if overrides.used is not None:
        used, certainty = overrides.used, "confirmed"
    return replace(table, facts=facts, used=used, used_certainty=certainty)


def _with_measure(table: TableLayout, measure: str | None) -> TableLayout:
    """The table with what a person says of all values that do not say whether they are since January."""
    if measure is None:
        return table
    columns = [
        column.used_as("quarter" if (column.use, measure) == ("quarter", "month") else measure, "confirmed")
        if column.certainty == "inferred" and column.use in {"ytd", "month", "quarter"}
        else column
        for column in table.columns
    ]
    return replace(table, columns=tuple(columns))


def _with_roles(table: TableLayout, roles: Mapping[str, str]) -> TableLayout:
    """The table with the uses that a person gave to columns; a new column of names takes the place of the old one."""
    renamed = "name" in roles.values()
    columns = []
    for column in table.columns:
        if column.letters in roles:
            column = column.used_as(roles[column.letters], "confirmed")  # noqa: PLW2901
        elif renamed and column.use == "name":
            column = column.used_as("unused", "confirmed")  # noqa: PLW2901
        columns.append(column)
    return _with_columns(table, tuple(columns))


def _with_columns(table: TableLayout, columns: tuple[Column, ...]) -> TableLayout:
    """The table with other uses of its columns; which of them is the key and whether it is long follow from these."""
    if table.form == "across" or table.subject not in {"observations", "plans"}:
        return replace(table, columns=columns)
    form = "long" if any(column.use in {"period", "year"} for column in columns) else "wide"
    key = next((column.index for column in columns if column.use == "name"), table.key)
    return replace(table, columns=columns, form=form, key=key)


def _period_text(table: TableLayout, overrides: ReadOverrides) -> str:
    """The period that a person chose, one month in place of one month; a year alone keeps the months of the title."""
    fact = table.facts.get("period")
    if overrides.period:
        chosen = Period.from_key(overrides.period)
        return (
            chosen.month_label if fact is not None and _kept_value("period", fact) == "month" else str(chosen)
        )
    if not overrides.year:
        return ""
    if fact is None:
        return f"{overrides.year}年"
    try:
        parse(fact.value)
    except PeriodError:
        return str(parse(fact.value, year=overrides.year))
    return f"{overrides.year}年"
