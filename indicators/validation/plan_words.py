"""A target's own words (原文), the sentence they come from (依据) and its day (下达日期), next to those that are stored."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from indicators.frames import records
from indicators.labels import COMPARATORS, is_missing, join_clauses
from indicators.reading import (
    comparator,
    conversion_factor,
    numbers_in_words,
    wording_of_target,
    words_of_target,
)
from indicators.validation.context import issues_for_rows
from indicators.validation.diff import UNCHANGED, equal

if TYPE_CHECKING:
    from indicators.reading import Issue, Table

# Columns of a row of a plan beside its number, and what a difference calls them.
WORDS: Final = ("wording", "quote", "announced")
_LABELS: Final = {"wording": "原文", "quote": "依据", "announced": "下达日期"}
_YEAR_DIGITS: Final = 4


def take_words(entries: pd.DataFrame) -> pd.DataFrame:
    """Entries with ``own_wording``, ``own_quote``, ``own_announced`` (None where the file has none), ``sent`` and ``written_comparator``.

    The words of a row are those of its year's target, where phases stand next to that.
    """
    beside = entries.duplicated(["sheet", "row"], keep=False)
    is_its = ~(beside & (entries["period"].str.len() > _YEAR_DIGITS))
    own = {f"own_{name}": _filled(entries[name]).where(is_its, None) for name in WORDS}
    # Before units are converted: then a number is no longer as it was written.
    sent = _filled(entries["found"])
    meant = sent.map(comparator, na_action="ignore")
    meant = meant.where(meant.notna(), own["own_wording"].map(comparator, na_action="ignore"))
    return entries.drop(columns=list(WORDS)).assign(
        **own, sent=sent, written_comparator=meant.astype(object), written_value=entries["value"]
    )


def _filled(cells: pd.Series) -> pd.Series:
    """Cells as objects, None for a blank one."""
    return cells.astype(object).where(cells.notna() & (cells != ""), None)


def compare_words(
    rows: pd.DataFrame, current: pd.DataFrame, usual: pd.Series, less: pd.Series
) -> pd.DataFrame:
    """Rows with ``comparator``, ``wording``, ``quote``, ``announced`` as they would be stored, and ``same_words``.

    Args:
        rows: with ``value`` and ``old``, and what ``take_words`` adds.
        current: the stored ``comparator``, ``wording``, ``quote`` and ``announced`` of each row, blank for a new one.
        usual: how a bare number is meant.
        less: whether less is better.
    """
    written = rows["written_comparator"]
    stored = {name: _filled(current[name]) for name in ("comparator", *WORDS)}
    stays = equal(rows["value"], rows["old"]) & (written.isna() | (written == stored["comparator"]))
    # A bare number says nothing of how it is meant: as before, else as is usual; 以内 is said where less is better.
    worded = written.where(written.notna(), usual.where(less))
    derived = pd.Series(
        [_wording(row) for row in records(rows.assign(bound=worded))], rows.index, dtype=object
    )
    # A target that changes has other words and another source than the one before.
    kept = {name: stored[name].where(stays, derived if name == "wording" else None) for name in WORDS}
    own = {name: rows[f"own_{name}"] for name in WORDS}
    same = [own[name].isna() | (own[name] == stored[name]) for name in WORDS]
    return rows.assign(
        **{name: own[name].where(own[name].notna(), kept[name]) for name in WORDS},
        **{f"old_{name}": cells for name, cells in stored.items()},
        comparator=written.where(written.notna(), stored["comparator"]).fillna(usual),
        same_words=stays & np.logical_and.reduce(same),
    )


def _wording(row: dict[str, Any]) -> str:
    """The words a number was sent in; of a bare number, the number with its unit."""
    # A number that was converted is no longer what was found.
    unit = row["unit_written"] if is_missing(row["found"]) else row["unit"]
    if not is_missing(row["sent"]) and (words := words_of_target(str(row["sent"]), unit)):
        return words
    amount = f"{row['value']:,.15g}{row['unit']}"
    return amount if is_missing(row["bound"]) else wording_of_target(amount, row["bound"])


def check_words(rows: pd.DataFrame, table: Table) -> list[Issue]:
    """The number of a target is the one in its words, or it is asked about."""
    said = rows[rows["own_wording"].notna() & (rows["change"] != UNCHANGED)]
    differing = said[[not _is_said(row) for row in records(said)]]
    return issues_for_rows(differing, table, "words_differ", field="wording")


def _is_said(row: dict[str, Any]) -> bool:
    """Whether one of the numbers in the words is the target; one without a unit is in that of the column."""
    for number in numbers_in_words(row["own_wording"]):
        factor = conversion_factor(number.unit, row["unit"]) if number.unit else 1.0
        sizes = [number.value * factor] if factor is not None else []
        if not number.unit:
            sizes.append(number.value * row["value"] / row["written_value"] if row["written_value"] else 0.0)
        if any(math.isclose(size, abs(row["value"]), rel_tol=1e-9) for size in sizes):
            return True
    return False


def changed_terms(row: dict[str, Any], *, given: bool = False) -> tuple[str, str]:
    """What changes of a target beside its number, before and after; with ``given`` only what the file has a column for.

    >>> words = {"own_wording": "突破3000亿元", "wording": "突破3000亿元", "old_wording": "突破2500亿元"}
    >>> changed_terms(dict.fromkeys(["comparator", "old_comparator", "own_quote", "quote", "old_quote", "own_announced",
    ...                              "announced", "old_announced"]) | words, given=True)
    ('原文“突破2500亿元”', '原文“突破3000亿元”')
    """
    names = [name for name in WORDS if not given or not is_missing(row[f"own_{name}"])]
    changed = [name for name in names if _text(row[name]) != _text(row[f"old_{name}"])]
    how = not given and row["comparator"] != row["old_comparator"]
    before, after = (
        join_clauses([
            *(_term(name, row[f"{side}{name}"]) for name in changed),
            f"比较“{COMPARATORS[row[f'{side}comparator']]}”" if how and not is_missing(row[f"{side}comparator"]) else "",
        ])
        for side in ("old_", "")
    )  # fmt: skip
    return before, after


def _term(name: str, value: object) -> str:
    return f"{_LABELS[name]}“{_text(value)}”" if _text(value) else f"无{_LABELS[name]}"


def _text(value: object) -> str:
    return "" if is_missing(value) else str(value)
