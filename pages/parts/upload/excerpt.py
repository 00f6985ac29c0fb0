"""How a file was read: the layout recognised, and the cells with the wrong ones marked."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from indicators.uploads import layout_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.uploads import Preview

_FIRST_ROWS: Final = 12
_WRONG_ROWS: Final = 30
_MAX_COLUMNS: Final = 20
_WRONG: Final = ' class="wrong"'
_COLUMN_LETTERS: Final = re.compile("[A-Z]+(?=“|$)")


def layout_line(preview: Preview) -> None:
    """How the file was read, in one line."""
    if preview.table is None or not preview.table.header_rows[0]:
        return
    for text in layout_text(preview):
        st.html(f'<p class="quiet">识别结果　{escape(text)}</p>')


def file_excerpt(preview: Preview) -> None:
    """The first rows of the sheet and those with problems, as a spreadsheet shows them."""
    if preview.source is None or preview.table is None:
        return
    cells = next(s.cells for s in preview.source.sheets if s.name == preview.table.sheet)
    marked: dict[int, set[str]] = {}
    for problem in preview.problems:
        letters = _COLUMN_LETTERS.match(problem.column)
        if problem.row is not None:
            marked.setdefault(problem.row, set()).add(letters[0] if letters else "")
    wrong = sorted(row for row in marked if row <= len(cells))[:_WRONG_ROWS]
    shown = sorted({*range(1, min(_FIRST_ROWS, len(cells)) + 1), *wrong})
    with st.expander("文件内容（出错的格已标红）" if wrong else "文件开头的内容"):
        st.html(_sheet_html(cells, shown, marked))


def _sheet_html(cells: list[list[Any]], shown: list[int], marked: dict[int, set[str]]) -> str:
    width = min(max((len(cells[row - 1]) for row in shown), default=0), _MAX_COLUMNS)
    heads = "".join(f'<th scope="col">{_column_letters(index)}</th>' for index in range(width))
    lines = "".join(_table_rows(cells, shown, marked, width))
    return (
        '<div class="scroll" tabindex="0" role="region" aria-label="文件内容">'
        f'<table class="sheet"><thead><tr><th scope="col">行</th>{heads}</tr></thead><tbody>{lines}</tbody></table></div>'
    )


def _table_rows(
    cells: list[list[Any]], shown: list[int], marked: dict[int, set[str]], width: int
) -> Iterator[str]:
    previous = 0
    for row in shown:
        if row > previous + 1:
            yield f'<tr><th scope="row">…</th><td colspan="{width}"></td></tr>'
        previous = row
        wrong = marked.get(row, set())
        line = "".join(_cell(cells[row - 1], index, wrong) for index in range(width))
        yield f'<tr><th scope="row"{_WRONG if "" in wrong else ""}>{row}</th>{line}</tr>'


def _cell(cells: list[Any], index: int, wrong: set[str]) -> str:
    cell = cells[index] if index < len(cells) else None
    text = "" if cell is None else str(cell)
    return f"<td{_WRONG if _column_letters(index) in wrong else ''}>{escape(text)}</td>"


def _column_letters(number: int) -> str:
    """The letters of a column in a spreadsheet: 0 is A, 26 is AA."""
    first, last = divmod(number, 26)
    return (_column_letters(first - 1) if first else "") + chr(65 + last)
