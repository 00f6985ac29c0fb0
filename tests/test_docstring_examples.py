"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import indicators

MODULES = [module.name for module in pkgutil.walk_packages(indicators.__path__, "indicators.")]


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith("__main__")])
def test_examples(name: str) -> None:
    """Each says what its function answers."""
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples() -> None:
    """They are looked for where they stand."""
    found = doctest.DocTestFinder().find(importlib.import_module("indicators.wording.numbers"))
    assert any(test.examples for test in found)
