"""Rules about the repository itself."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
INDICATORS = sorted((ROOT / "indicators").rglob("*.py"))
SERVER = sorted((ROOT / "server").rglob("*.py"))
MODULES = [ROOT / "app.py", *INDICATORS, *sorted((ROOT / "pages").rglob("*.py")), *SERVER]
PAGES = sorted((ROOT / "pages").glob("*.py"))
SEED = [
    "article_2024.txt",
    "catalogue.csv",
    "lifts.csv",
    "plan_2024.csv",
    "public_actuals.csv",
    "tasks_2024.csv",
]
# Files of tests that are not named after a module, for they state a rule over several.
OVER_SEVERAL_MODULES = {
    "reading/test_fooled_readers.py": "crooked tables, from classifying their cells to their entries",
    "reading/test_office_files.py": "whole files, from their bytes to the answer to the reporter",
    "evaluation/test_replay.py": "thirty months over three plans, through uploads, store, plan_year and evaluation",
    "years/test_turn_of_the_year.py": "a year closed and the next one begun, through years, uploads and evaluation",
    "uploads/test_next_month.py": "a form from its first file to the next ones, through reading, uploads and store",
    "uploads/test_wrong_clocks.py": "clocks that go wrong, through uploads, follow_up, plans and store",
    "validation/test_misplaced.py": "numbers in the wrong column, unit or month, whichever check notices",
    "uploads/test_commit_failures.py": "a commit that is interrupted, at every step of store, uploaded_files and uploads",
}
# Written so that these lines do not match themselves.
REGISTRY = re.compile(
    r"p[y]pi\.(org|python)|python[h]osted|npm[j]s\.(org|com)|deb\.[d]ebian|archive\.[u]buntu"
    r"|pypi\.[t]una|mirrors\.[a]liyun",
)
ONE_MACHINE = re.compile(r"(?<![\w.~-])/(work|root|farm|home/\w+|Users/\w+|tmp/probe)/|[A-Z]:\\Users\\")


def from_root(path: Path) -> str:
    """Path inside the repository, for messages."""
    return path.relative_to(ROOT).as_posix()


@cache
def nodes_of(path: Path) -> list[ast.AST]:
    """Every piece of a module's code."""
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imported(path: Path) -> set[str]:
    """Top-level packages that a module imports anywhere, functions and TYPE_CHECKING included."""
    nodes = nodes_of(path)
    modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    parts = {
        node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level
    }
    return {name.partition(".")[0] for name in modules | parts}


def files_of_the_project() -> list[Path]:
    """Files that git tracks or would add."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def matches(pattern: re.Pattern[str]) -> list[str]:
    """Every place in the project's text files where the pattern matches, as file:line: text."""
    return [
        f"{from_root(path)}:{number}: {line.strip()[:120]}"
        for path in files_of_the_project()
        if b"\0" not in (content := path.read_bytes())
        for number, line in enumerate(content.decode(errors="replace").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_domain_knows_no_screen() -> None:
    """indicators/ imports neither streamlit nor starlette, nor anything of the pages."""
    screen = {"streamlit", "starlette", "pages", "parts", "app"}
    assert [f"{from_root(path)}: {name}" for path in INDICATORS for name in imported(path) & screen] == []


def test_domain_loads_no_screen() -> None:
    """Nor does anything that indicators/ imports bring streamlit in by itself."""
    names = [
        from_root(path).removesuffix(".py").replace("/", ".")
        for path in INDICATORS
        if path.stem not in {"__init__", "__main__"}
    ]
    program = (
        f"import importlib, sys\nfor name in {names!r}: importlib.import_module(name)\n"
        "sys.exit(' '.join({'streamlit', 'starlette'} & set(sys.modules)) or 0)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_the_server_starts_without_the_reports() -> None:
    """What reports are made with is loaded with the first of them, not before the first visitor is answered."""
    program = "import app, sys; sys.exit(' '.join({'docx', 'pptx', 'typst'} & set(sys.modules)) or 0)"
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def longer_than(most: int, paths: list[Path]) -> list[str]:
    """The modules of more lines, each with their number."""
    lines = {from_root(path): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    return [f"{name}: {number}" for name, number in lines.items() if number > most]


def test_pages_are_short() -> None:
    """A page is controls, one call into the domain, drawing: 80 lines at most."""
    assert longer_than(80, PAGES) == []


def test_modules_are_short() -> None:
    """A module of more than 300 lines (the house rule says about 250) has a second thing in it."""
    assert longer_than(300, MODULES) == []


def test_no_registry_address() -> None:
    """No file names a package registry: where packages come from is the machine's own setting."""
    assert matches(REGISTRY) == []


def test_no_path_of_one_machine() -> None:
    """No file names a folder that only its author's machine has."""
    assert matches(ONE_MACHINE) == []


def test_seed_is_there() -> None:
    """The facts it starts with are in the repository, as UTF-8, and not empty."""
    seed = ROOT / "data" / "seed"
    assert [name for name in SEED if not (seed / name).read_text(encoding="utf-8-sig").strip()] == []


def test_tables_are_not_in_git() -> None:
    """The tables are made on first start and never committed."""
    assert [
        from_root(path) for path in files_of_the_project() if "tables" in path.relative_to(ROOT).parts[:-1]
    ] == []


def test_today_is_an_argument() -> None:
    """Only the command line asks which day it is: everything else gets it as an argument, so that it can be tested on any day."""
    calls = [
        (path, node.func)
        for path in INDICATORS
        if path.relative_to(ROOT / "indicators").parts[0] != "cli"
        for node in nodes_of(path)
        if isinstance(node, ast.Call)
    ]
    assert [
        f"{from_root(path)}:{call.lineno}"
        for path, call in calls
        if "today" in {getattr(call, "attr", ""), getattr(call, "id", "")}
    ] == []


def unclear_summaries(path: Path) -> list[str]:
    """Every docstring of a class or public function that does not open with one sentence."""
    unclear = []
    for node in nodes_of(path):
        if isinstance(node, ast.ClassDef) or (isinstance(node, ast.FunctionDef) and node.name[0] != "_"):
            summary, *_ = (ast.get_docstring(node) or ".").split("\n")
            if not summary.endswith(".") or re.match(r"Attributes:|Args:|.*\w\. [A-Z]", summary):
                unclear.append(f"{from_root(path)}:{node.lineno}: {summary}")
    return unclear


def test_docstrings_open_with_one_sentence() -> None:
    """A docstring's first line is one sentence with a full stop; ruff (D) says which classes and functions need one."""
    assert [summary for path in MODULES for summary in unclear_summaries(path)] == []


def test_each_dependency_says_what_it_is_for() -> None:
    """Each dependency in pyproject.toml has a comment on its line."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    names = [name for group in groups for name in group]
    assert [
        name for name in names if not re.search(rf'^ *"{re.escape(name)}", +# \w', text, re.MULTILINE)
    ] == []


def test_tests_are_named_after_modules() -> None:
    """The tests of indicators/store/withdrawal.py are in tests/indicators/store/test_withdrawal.py, as for every module."""
    folder = ROOT / "tests" / "indicators"
    unnamed = []
    for path in sorted(folder.rglob("test_*.py")):
        module = ROOT / "indicators" / path.parent.relative_to(folder) / path.stem.removeprefix("test_")
        if not (module.is_dir() or module.with_suffix(".py").exists()):
            unnamed.append(path.relative_to(folder).as_posix())
    assert unnamed == sorted(OVER_SEVERAL_MODULES)
