"""Issues of a file: each with its place, the value found and what would be right."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from indicators.wording import ISSUES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators.wording import Severity

# Errors after which a file is not read or checked any further: nobody corrects more of them before asking again.
MOST_ERRORS: Final = 2_000
# Nobody reads a longer list of rows.
_MOST_RANGES: Final = 20


@dataclass(frozen=True)
class Issue:
    """One thing somebody should know about a file.

    Attributes:
        severity: an ``error`` refuses the file, a ``confirm`` must be confirmed, an ``info`` only informs.
        code: stable name for programs, such as ``unknown_indicator``.
        message: a Chinese sentence that names the value found and says what is wrong; without sheet and row.
        fix: what would be right, or what to do; a Chinese phrase.
        sheet: name of the sheet, empty for text files.
        row: line of the file or row of the sheet, from 1; None for the whole file.
        column: letters of the column with its heading: ``C“累计”``.
        found: the value in the file.
        rows: all rows that have the same issue, ascending, where there are several; ``row`` is the first.
        where: the place in words of its own, of what was not typed into a file; else empty.
    """

    severity: Severity
    code: str
    message: str
    fix: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    found: str = ""
    rows: tuple[int, ...] = ()
    where: str = ""

    @property
    def place(self) -> str:
        """Sheet, rows and column in Chinese: 表“9月” 第5行 C“累计”列; empty for the whole file."""
        if self.where:
            return self.where
        sheet = f"表“{self.sheet}”" if self.sheet else ""
        rows = rows_text(self.rows or (self.row,)) if self.row is not None else ""
        return " ".join(filter(None, [sheet, rows, f"{self.column}列" if self.column else ""]))


def issue(
    kind: str,
    /,
    *,
    sheet: str = "",
    row: int | None = None,
    column: str = "",
    found: str = "",
    **values: object,
) -> Issue:
    """An issue of the catalogue; ``values`` fill its templates.

    >>> issue("not_whole", row=3, name="新签产业项目", unit="个", value=2.5).message
    '“新签产业项目”按个计，不会是2.5'
    """
    entry = ISSUES[kind]
    values |= {"found": found, "row": row, "column": column, "sheet": sheet}
    message, remedy = entry.message.format_map(values), entry.remedy.format_map(values)
    return Issue(entry.severity, entry.code, message, remedy, sheet, row, column, found)


def rows_text(rows: Iterable[int]) -> str:
    """Ascending rows in Chinese.

    >>> rows_text([3, 5, 7, 8, 9])
    '第3、5、7—9行'
    """
    neighbours = groupby(enumerate(rows), key=lambda entry: entry[1] - entry[0])
    ranges = [[row for _, row in group] for _, group in neighbours]
    listed = [f"{rows[0]}—{rows[-1]}" if len(rows) > 1 else f"{rows[0]}" for rows in ranges[:_MOST_RANGES]]
    return f"第{'、'.join(listed)}{'……' if len(ranges) > _MOST_RANGES else ''}行"


class ReadingError(ValueError):
    """A file that cannot be read.

    Attributes:
        issue: the problem.
    """

    def __init__(self, issue: Issue) -> None:
        self.issue = issue
        super().__init__(issue.message)
