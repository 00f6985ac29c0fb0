"""The glossary's names in code are names in code."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GLOSSARY = ROOT / "docs" / "glossary.md"
ROOMS = ("indicators", "pages", "server")
CELLS_A_ROW = 3


def rows() -> list[list[str]]:
    """The cells of every row below a heading."""
    lines = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [cells for cells in table if cells[0] != "中文" and set(cells[0]) != {"-"}]


def words_of_the_code() -> set[str]:
    """Every word of every module."""
    modules = (module for room in ROOMS for module in (ROOT / room).rglob("*.py"))
    return {word for module in modules for word in re.findall(r"\w+", module.read_text(encoding="utf-8"))}


def test_names_exist() -> None:
    """A name that was given up in the code is given up in the glossary, too."""
    names = {name for cells in rows() for name in re.findall(r"`(\w+)`", cells[-1])}
    assert sorted(names - words_of_the_code()) == []


def test_every_row_is_whole() -> None:
    """Each row says what officials say, what it means, and at least one name."""
    broken = [
        cells for cells in rows() if len(cells) != CELLS_A_ROW or not all(cells) or "`" not in cells[-1]
    ]
    assert broken == []
    assert rows()
