"""What reading and checking found, each with its place, what was found and what would be right."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from indicators.wording import ISSUES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators.wording import Severity

# A longer list of rows nobody reads.
_MOST_SPANS: Final = 20


@dataclass(frozen=True)
class Issue:
    """One thing somebody should know about a file.

    Attributes:
        severity: an ``error`` refuses the file, a ``confirm`` must be confirmed, an ``info`` is only reported.
        code: stable name for programs, as ``unknown_indicator``.
        message: a Chinese sentence that names the value found and says what is wrong; without sheet and row.
        fix: what would be right, or what to do; a Chinese phrase.
        sheet: name of the sheet, empty for text files.
        row: line of the file or row of the sheet as a spreadsheet numbers it, from 1; None for the whole file.
        column: letters of the column as a spreadsheet names it (``C``), with its heading: ``C“累计”``.
        found: the value as it stands there.
        rows: where the same stands in several rows: all of them, ascending; ``row`` is the first.
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

    @property
    def place(self) -> str:
        """Where it stands, in Chinese: 表“9月” 第5行 C“累计”列; empty for the whole file."""
        parts = [
            f"表“{self.sheet}”" if self.sheet else "",
            rows_text(self.rows or (self.row,)) if self.row is not None else "",
            f"{self.column}列" if self.column else "",
        ]
        return " ".join(part for part in parts if part)


def issue(
    kind: str,
    /,
    *,
    sheet: str = "",
    row: int | None = None,
    column: str = "",
    found: str = "",
    **places: object,
) -> Issue:
    """An issue of the catalogue; ``places`` are what its templates leave open.

    >>> issue("not_whole", row=3, name="新签产业项目", unit="个", value=2.5).message
    '“新签产业项目”按个计，不会是2.5'
    """
    entry, places = ISSUES[kind], {**places, "found": found, "row": row, "column": column, "sheet": sheet}
    message, remedy = entry.message.format_map(places), entry.remedy.format_map(places)
    return Issue(entry.severity, entry.code, message, remedy, sheet, row, column, found)


def rows_text(rows: Iterable[int]) -> str:
    """Ascending rows as a person lists them.

    >>> rows_text([3, 5, 7, 8, 9])
    '第3、5、7—9行'
    """
    numbered = groupby(enumerate(rows), key=lambda entry: entry[1] - entry[0])
    spans = [[row for _, row in span] for _, span in numbered]
    listed = [f"{span[0]}—{span[-1]}" if len(span) > 1 else f"{span[0]}" for span in spans[:_MOST_SPANS]]
    return f"第{'、'.join(listed)}{'……' if len(spans) > _MOST_SPANS else ''}行"


class ReadingError(ValueError):
    """A file of which nothing can be read.

    Attributes:
        finding: the problem.
    """

    def __init__(self, finding: Issue) -> None:
        self.finding = finding
        super().__init__(finding.message)
