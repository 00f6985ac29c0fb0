"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import indicators

MODULES = [module.name for module in pkgutil.walk_packages(indicators.__path__, "indicators.")]


def test_examples() -> None:
    """Each says what its function answers; what another one answered is printed."""
    modules = [importlib.import_module(name) for name in MODULES if not name.endswith("__main__")]
    assert [module.__name__ for module in modules if doctest.testmod(module).failed] == []


def test_there_are_examples() -> None:
    """They are looked for where they stand."""
    found = doctest.DocTestFinder().find(importlib.import_module("indicators.wording.numbers"))
    assert any(test.examples for test in found)
