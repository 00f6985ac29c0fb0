"""All issues of a file in its order: what says the same becomes one, and what is said too often is listed by row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from indicators.reading.issues import Issue
from indicators.wording import MORE_ALIKE, MORE_ALIKE_REMEDY

if TYPE_CHECKING:
    from collections.abc import Iterable

# As many as an office's usual file has rows: all of such a file is told in its own words.
MOST_ISSUES: Final = 200
_ORDER: Final = ("error", "confirm", "info")


class IssueCollector:
    """Issues of one file; ``MOST_ISSUES`` of a code are told one by one."""

    def __init__(self) -> None:
        self._alike: dict[tuple[str, ...], list[Issue]] = {}

    def add(self, *issues: Issue) -> None:
        """Take issues in; those that say the same of the same column will be one."""
        for one in issues:
            same = (one.severity, one.code, one.sheet, one.column, one.message, one.fix)
            self._alike.setdefault(same, []).append(one)

    def as_list(self) -> list[Issue]:
        """Errors first, then what must be confirmed, then information, each in the order of the file."""
        of_a_kind: dict[tuple[str, ...], list[Issue]] = {}
        for one in _in_order(map(_merged, self._alike.values())):
            of_a_kind.setdefault((one.severity, one.code, one.sheet), []).append(one)
        listed = []
        for issues in of_a_kind.values():
            listed += issues[:MOST_ISSUES]
            if len(issues) > MOST_ISSUES:
                listed.append(_more(issues[MOST_ISSUES:]))
        return _in_order(listed)


def _in_order(issues: Iterable[Issue]) -> list[Issue]:
    return sorted(issues, key=lambda one: (_ORDER.index(one.severity), one.row or 0))


def _rows(issues: Iterable[Issue]) -> tuple[int, ...]:
    return tuple(sorted({row for one in issues for row in (one.rows or (one.row,)) if row is not None}))


def _merged(issues: list[Issue]) -> Issue:
    """One for those that say the same."""
    first, rows = issues[0], _rows(issues)
    if len(rows) < 2:  # noqa: PLR2004 - nothing to list
        return first
    same_value = all(one.found == first.found for one in issues)
    return replace(first, row=rows[0], rows=rows, found=first.found if same_value else "")


def _more(issues: list[Issue]) -> Issue:
    """One for those that are too many to be told one by one."""
    first, rows = issues[0], _rows(issues)
    message = MORE_ALIKE.format(count=len(issues))
    return Issue(first.severity, first.code, message, MORE_ALIKE_REMEDY, first.sheet, first.row, rows=rows)
