"""Findings of one table, in its order, at most so many of a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indicators.reading.findings import Finding

if TYPE_CHECKING:
    from indicators.reading.findings import Level

# Nobody reads further; a file wrong in every row is told how many more there are.
MOST: Final = 1000


class Gathered:
    """Findings by code. Attributes: sheet: its name."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self._found: dict[str, list[tuple[int, int, Finding]]] = {}
        self._told: set[tuple[object, ...]] = set()

    def add(  # noqa: PLR0913 - all but the first three by name
        self,
        level: Level,
        code: str,
        message: str,
        *,
        fix: str = "",
        row: int | None = None,
        index: int = -1,
        column: str = "",
        found: str = "",
    ) -> None:
        """One finding; ``index`` is the column's position."""
        finding = Finding(level, code, message, fix, self.sheet, row, column, found)
        self._found.setdefault(code, []).append((row or 0, index, finding))

    def is_new(self, *what: object) -> bool:
        """Whether this was not asked before: what several columns share is told once."""
        new = what not in self._told
        self._told.add(what)
        return new

    def as_list(self) -> list[Finding]:
        """All of them in the order of the file, ``MOST`` of a code, then how many more there are."""
        listed: list[tuple[int, int, Finding]] = []
        more = []
        for code, found in self._found.items():
            found.sort(key=lambda entry: entry[:2])
            left = len(found) - MOST
            listed += found[:MOST]
            if left > 0:
                first = found[0][2]
                text = f"另有{left}处同样的情况未逐一列出（共{len(found)}处）"
                more.append(Finding(first.level, code, text, first.fix, self.sheet))
        listed.sort(key=lambda entry: entry[:2])
        return [finding for *_, finding in listed] + more
