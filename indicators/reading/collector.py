"""All issues of a file in its order: equal ones are merged, and of too many of a kind the rest is listed by row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from indicators.wording import MORE_ALIKE, MORE_ALIKE_REMEDY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators.reading.issues import Issue

# As many as an office's usual file has rows: each issue of such a file is listed.
MOST_ISSUES: Final = 200
_ORDER: Final = ("error", "confirm", "info")


class IssueCollector:
    """Issues of one file; at most ``MOST_ISSUES`` of a code are listed one by one."""

    def __init__(self) -> None:
        self._issues: list[Issue] = []

    def add(self, *issues: Issue) -> None:
        """Add issues; those with the same message for the same column will be merged."""
        self._issues += issues

    def as_list(self) -> list[Issue]:
        """Errors first, then what must be confirmed, then information, each in the order of the file."""
        alike = _grouped(self._issues, "severity", "code", "sheet", "column", "message", "fix")
        listed = []
        for issues in _grouped(_in_order(map(_merged, alike)), "severity", "code", "sheet"):
            listed += issues[:MOST_ISSUES]
            if rest := issues[MOST_ISSUES:]:
                message = MORE_ALIKE.format(count=len(rest))
                listed.append(
                    replace(_merged(rest), message=message, fix=MORE_ALIKE_REMEDY, column="", found="")
                )
        return _in_order(listed)


def _grouped(issues: Iterable[Issue], *attributes: str) -> Iterable[list[Issue]]:
    """Issues that have these attributes in common, in the order in which they first occur."""
    groups: dict[tuple[object, ...], list[Issue]] = {}
    for issue in issues:
        groups.setdefault(tuple(getattr(issue, name) for name in attributes), []).append(issue)
    return groups.values()


def _in_order(issues: Iterable[Issue]) -> list[Issue]:
    return sorted(issues, key=lambda issue: (_ORDER.index(issue.severity), issue.row or 0))


def _merged(issues: list[Issue]) -> Issue:
    """One issue with the rows of all."""
    first = issues[0]
    rows = sorted({row for issue in issues for row in (issue.rows or (issue.row,)) if row is not None})
    if len(rows) < 2:  # noqa: PLR2004 - nothing to list
        return first
    same_value = all(issue.found == first.found for issue in issues)
    return replace(first, row=rows[0], rows=tuple(rows), found=first.found if same_value else "")
