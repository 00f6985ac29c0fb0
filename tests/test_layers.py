"""The order of the rooms: who may import whom, and that each room is entered by its face only."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]

# From the ground up: a room may import from rooms above its own line here, never from one below.
# docs/architecture.md shows the same list.
LAYERS = (
    "indicators.field_errors",
    "indicators.counters",
    "indicators.caching",
    "indicators.labels",
    "indicators.period",
    "indicators.frames",
    "indicators.settings",
    "indicators.shared_files",
    "indicators.catalogue",
    "indicators.wording",
    "indicators.store",
    "indicators.thresholds",
    "indicators.plan_year",
    "indicators.access",
    "indicators.reading",
    "indicators.validation",
    "indicators.uploads",
    "indicators.upkeep",
    "indicators.evaluation",
    "indicators.history",
    "indicators.threshold_changes",
    "indicators.charts",
    "indicators.follow_up",
    "indicators.meeting",
    "indicators.years",
    "indicators.reports",
    "indicators.export",
    "indicators.cli",
    "server",
    "parts.elements",
    "parts.sheet",
    "parts.frame",
    "parts.follow_up",
    "parts.board",
    "parts.indicator",
    "parts.upload",
    "parts.grid",
    "parts.years",
    "parts.editions",
    "parts.player",
    "parts.meeting",
    "parts.admin",
    "pages",
    "app",
)
# Rooms within a room, in the same order.
INNER_LAYERS = {
    "indicators.store": ("indicators.store.log",),
    "indicators.reading": (
        "indicators.reading.cells",
        "indicators.reading.formats",
        "indicators.reading.layout",
    ),
    "indicators.validation": ("indicators.validation.checks", "indicators.validation.definitions"),
    "indicators.years": ("indicators.years.proposals",),
    "indicators.cli": ("indicators.cli.shared", "indicators.cli.plan_years", "indicators.cli.upkeep"),
    "server": ("server.guard",),
}
MOST_MODULES = 12


@dataclass(frozen=True)
class Import:
    """One import: ``module`` imports ``target``; where it is written."""

    module: str
    target: str
    place: str


def modules() -> dict[str, Path]:
    """Every module by its dotted name: pages/main.py is ``pages.main``, pages/parts/board/cards.py ``parts.board.cards``."""
    paths = {"app": ROOT / "app.py"}
    for top in ("indicators", "server", "pages"):
        for path in sorted((ROOT / top).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if parts[:2] == ("pages", "parts"):
                parts = parts[1:]
            paths[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return paths


def imports_of(module: str, path: Path, known: set[str]) -> Iterator[Import]:
    """What a module imports of the project, functions and TYPE_CHECKING included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        targets: list[str] = []
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: imports are absolute"
            base = node.module or ""
            # A name that a face hands out is no module, even where a module is called the same.
            targets = [
                name
                if (name := f"{base}.{alias.name}") in known and alias.name not in handed_out(base)
                else base
                for alias in node.names
            ]
        for target in dict.fromkeys(targets):
            if target.partition(".")[0] in {"indicators", "parts", "server", "pages", "app"}:
                yield Import(module, target, f"{path.relative_to(ROOT).as_posix()}:{node.lineno}")


@cache
def handed_out(module: str) -> frozenset[str]:
    """What the face of a room hands out: its ``__all__``; empty for a module that is no face."""
    path = MODULES.get(module)
    if path is None or path.name != "__init__.py":
        return frozenset()
    return frozenset(
        element.value
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"
        for element in node.value.elts  # type: ignore[attr-defined]
    )


def room_of(name: str, rooms: tuple[str, ...]) -> str | None:
    """The room that a module is in, or is the face of."""
    return next((room for room in rooms if name == room or name.startswith(room + ".")), None)


def complaint(edge: Import) -> str | None:
    """What is wrong with an import, or None."""
    for outer, inner in INNER_LAYERS.items():
        if edge.module.startswith(outer + ".") and edge.target.startswith(outer + "."):
            # Modules directly in the outer room are above its inner rooms, but for what these share.
            return _between(edge, inner)
    return _between(edge, LAYERS)


def _between(edge: Import, rooms: tuple[str, ...]) -> str | None:
    here, there = room_of(edge.module, rooms), room_of(edge.target, rooms)
    if here == there or there is None:
        return None
    if here is not None and rooms.index(here) < rooms.index(there):
        return f"{edge.place}: {edge.module} imports {edge.target}, which lies above it"
    if there in {"server", "app", "pages"} or edge.target == there or here == "app":
        return None
    return f"{edge.place}: {edge.module} reaches behind the face of {there}: {edge.target}"


MODULES = modules()
IMPORTS = [edge for name, path in MODULES.items() for edge in imports_of(name, path, set(MODULES))]


def test_no_import_points_upwards() -> None:
    """A room imports from rooms below it only, and by their face; the message names file and line."""
    assert [wrong for edge in IMPORTS if (wrong := complaint(edge))] == []


@pytest.mark.parametrize(
    ("module", "target", "says"),
    [
        ("indicators.store.store", "indicators.evaluation", "lies above it"),
        ("indicators.settings", "indicators.store", "lies above it"),
        ("indicators.reading.cells.numbers", "indicators.reading.layout", "lies above it"),
        ("indicators.uploads.commit", "indicators.store.withdrawal", "reaches behind the face"),
        ("parts.board.cards", "parts.upload", "lies above it"),
        ("server.uploads", "parts.frame", "lies above it"),
    ],
)
def test_a_wrong_import_is_named(module: str, target: str, says: str) -> None:
    """An import that points upwards, or reaches behind a face, is named with file and line."""
    wrong = complaint(Import(module, target, "indicators/somewhere.py:7"))
    assert wrong is not None
    assert says in wrong
    assert wrong.startswith("indicators/somewhere.py:7: ")


def test_no_module_outside_a_room() -> None:
    """Every module belongs to a room of the list; what is in indicators/ itself is the ground and the entry."""
    outside = [name for name in MODULES if room_of(name, LAYERS) is None]
    assert outside == ["indicators", "indicators.__main__", "parts"]


def test_no_circles() -> None:
    """No module imports one that imports it, by whatever way round."""
    after: dict[str, set[str]] = {name: set() for name in MODULES}
    for edge in IMPORTS:
        if edge.target in after and edge.target != edge.module:
            after[edge.module].add(edge.target)
    # A face hands on: importing it from inside its own room would be a circle; so is any other way back.
    done: set[str] = set()

    def walk(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " -> ".join((*way[way.index(name) :], name))
        if name not in done:
            for target in sorted(after[name]):
                walk(target, (*way, name))
            done.add(name)

    for name in MODULES:
        walk(name, ())


def test_no_room_over_twelve_modules() -> None:
    """A package of more than twelve modules has no story that fits in one look."""
    crowded = {}
    for path in {path.parent for path in MODULES.values()}:
        inside = [file for file in path.glob("*.py") if file.stem != "__init__"]
        if len(inside) > MOST_MODULES and path.name != "pages":
            crowded[path.relative_to(ROOT).as_posix()] = len(inside)
    assert crowded == {}


def test_faces_list_what_they_hand_out() -> None:
    """Each room says in the ``__all__`` of its ``__init__.py`` what others may use."""
    rooms = [
        name
        for name in LAYERS
        if name in MODULES and MODULES[name].name == "__init__.py" and name != "server"
    ]
    assert rooms
    assert [name for name in rooms if not handed_out(name)] == []


def test_the_architecture_shows_the_same_layers() -> None:
    """docs/architecture.md lists the layers in this order."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    shown = re.search(r"<!-- layers -->\s*```\n(.*?)```", text, re.DOTALL)
    assert shown is not None
    listed = [line.split()[0] for line in shown[1].splitlines() if line.strip() and not line.startswith(" ")]
    assert tuple(listed) == LAYERS
