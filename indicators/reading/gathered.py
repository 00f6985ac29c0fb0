"""Findings of one table, in its order, at most so many of a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indicators.reading.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from indicators.reading.findings import Level

# Nobody reads further; a file wrong in every row is told how many more there are.
MOST: Final = 1000


class Gathered:
    """Findings by code. Attributes: sheet: its name."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self._found: dict[str, list[tuple[int, int, Finding]]] = {}
        self._left_out: dict[str, int] = {}
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

    def add_rows(self, code: str, rows: np.ndarray, index: int, say: Callable[[int], Finding]) -> None:
        """A finding for each of the ascending ``rows``; ``say`` makes the one at a position of ``rows``."""
        kept = [(int(row), index, say(position)) for position, row in enumerate(rows[:MOST].tolist())]
        self._found.setdefault(code, []).extend(kept)
        self._left_out[code] = self._left_out.get(code, 0) + len(rows) - len(kept)

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
            left = self._left_out.get(code, 0) + max(len(found) - MOST, 0)
            listed += found[:MOST]
            if left:
                first = found[0][2]
                text = f"另有{left}处同样的情况未逐一列出（共{left + MOST}处）"
                more.append(Finding(first.level, code, text, first.fix, self.sheet))
        listed.sort(key=lambda entry: entry[:2])
        return [finding for *_, finding in listed] + more
