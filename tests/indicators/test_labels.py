"""Words that several screens share."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path
from typing import get_args, get_type_hints

import pandas as pd
import pytest

from indicators.catalogue import Indicator
from indicators.labels import (
    DEFINITION_CODES,
    DEFINITION_FIELDS,
    __file__,
    day_label,
    is_missing,
    join_clauses,
    join_names,
    join_statements,
)


@pytest.mark.parametrize(
    ("value", "missing"), [(None, True), (float("nan"), True), (pd.NaT, True), (0, False), ("", False)]
)
def test_missing(value: object, missing: bool) -> None:  # noqa: FBT001
    """NaN and NaT are no value; 0 is one, and so is text."""
    assert is_missing(value) == missing


def test_days() -> None:
    """A day is written out; where there is none, the words that the screen gives instead."""
    assert [day_label(date(2024, 4, 30)), day_label(None), day_label(pd.NaT, "待定")] == [
        "2024年4月30日",
        "—",
        "待定",
    ]


def test_joins() -> None:
    """Each mark joins what it is for, and leaves out what is empty."""
    assert join_names(["经发局", "", "科技局"]) == "经发局、科技局"
    assert join_clauses(["完成年度计划42.7%", "", "滞后"]) == "完成年度计划42.7%，滞后"
    assert join_statements(["类型为累计", "单位为亿元"]) == "类型为累计；单位为亿元"


def test_definitions_have_words() -> None:
    """Every column and every code of the catalogue's model that screens name has a word, and every word a column."""
    fields = get_type_hints(Indicator)
    assert set(DEFINITION_FIELDS) <= set(fields)
    for field, words in DEFINITION_CODES.items():
        assert tuple(words) == get_args(fields[field])


def test_is_ground() -> None:
    """Labels know nothing of the project: whatever room needs a word may have it."""
    tree = ast.parse(Path(__file__).read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not [module for module in modules if module and module.startswith("indicators")]
