"""What reading and checking found, each with its place, what was found and what would be right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["problem", "question", "note"]


@dataclass(frozen=True)
class Finding:
    """One thing somebody should know about a file.

    Attributes:
        level: a ``problem`` refuses the file, a ``question`` must be confirmed, a ``note`` is only said.
        code: stable name for programs, as ``unknown_indicator``.
        message: a Chinese sentence that names the value found and says what is wrong; without sheet and row.
        fix: what would be right, or what to do; a Chinese phrase.
        sheet: name of the sheet, empty for text files.
        row: line of the file or row of the sheet as a spreadsheet numbers it, from 1; None for the whole file.
        column: letters of the column as a spreadsheet names it (``C``), with its heading: ``C“累计”``.
        found: the value as it stands there.
    """

    level: Level
    code: str
    message: str
    fix: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    found: str = ""

    @property
    def place(self) -> str:
        """Where it stands, in Chinese: 表“9月” 第5行 C“累计”列; empty for the whole file."""
        parts = [
            f"表“{self.sheet}”" if self.sheet else "",
            f"第{self.row}行" if self.row is not None else "",
            f"{self.column}列" if self.column else "",
        ]
        return " ".join(part for part in parts if part)


class ReadingError(ValueError):
    """A file of which nothing can be read.

    Attributes:
        finding: the problem.
    """

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.message)
