"""完成情况表 as PDF: one lying sheet of A4 at the usual length."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.reports.pdf import set_page
from indicators.reports.progress_table import HEADINGS, Figure

if TYPE_CHECKING:
    from indicators.reports.progress_table import Line, ProgressTable

# Points above and below a line's text; a table that just misses one sheet is set closer.
_WIDE, _CLOSE = 4.2, 2.2
# Rows that one sheet holds, set wide or close.
_ROOMY, _FULL = 22, 36


def progress_pdf(table: ProgressTable) -> bytes:
    """The table as PDF; raises ``NoChineseFontError``."""
    rows = sum(len(lines) + 1 for _, lines in table.sections)
    return set_page("progress_table", {
        "title": table.title, "message": table.message, "as_of": table.as_of, "headings": HEADINGS,
        "inset": _CLOSE if _ROOMY < rows <= _FULL else _WIDE,
        "sections": [{"name": name, "lines": [_cells(line) for line in lines]} for name, lines in table.sections],
        "footnotes": table.footnotes,
    })  # fmt: skip


def _cells(line: Line) -> list[Any]:
    gap = line.gap.text if isinstance(line.gap, Figure) else line.gap
    verdict = {"text": f"{line.verdict.shape} {line.verdict.word}", "tone": line.verdict.tone}
    return [
        line.name, line.unit, line.plan, line.actual.text, line.yoy.text, line.completion.text, gap, verdict,
        line.responsible_unit, line.source,
    ]  # fmt: skip
