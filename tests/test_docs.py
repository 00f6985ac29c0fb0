"""What the documents point to is there."""

from __future__ import annotations

import re
from pathlib import Path

from docs.pictures.make import ENDINGS

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("bench/**/*.md")]
# [words](address) of Markdown, src="address" of HTML.
ADDRESS = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
# server/guard/bodies.py, with its room: a name alone could be anybody's.
MODULE = re.compile(r"(?<![\w<>*-])(?:\w+/)+\w+\.py\b")
ROOMS = ("bench", "deploy", "docs", "indicators", "pages", "server", "tests")
MOST_BYTES = 2 * 1024 * 1024


def links(document: Path) -> set[str]:
    """The addresses of links and pictures that lead to a file in the repository, without the place in it."""
    addresses = {"".join(found) for found in ADDRESS.findall(document.read_text(encoding="utf-8"))}
    return {address.partition("#")[0] for address in addresses if "://" not in address} - {""}


def test_links() -> None:
    """Every link and picture of a document leads to a file in the repository, or out of it."""
    found = [(document, link) for document in DOCUMENTS for link in sorted(links(document))]
    assert found
    assert [
        f"{document.relative_to(ROOT)}: {link}"
        for document, link in found
        if not (document.parent / link).exists()
    ] == []


def test_named_modules() -> None:
    """Every module that a document, a comment or a setting names with its room is there."""
    modules = [ROOT / "app.py", *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
    addresses = [path.as_posix() for path in modules]
    # Tests name modules that they make up.
    texts = {*DOCUMENTS, *(path for path in modules if ROOT / "tests" not in path.parents)}
    texts |= {ROOT / "data" / "seed" / "README.md", ROOT / ".streamlit" / "config.toml"}
    found = [
        (text, name)
        for text in sorted(texts)
        for name in sorted(set(MODULE.findall(text.read_text(encoding="utf-8"))))
    ]
    assert found
    assert [
        f"{text.relative_to(ROOT)}: {name}"
        for text, name in found
        if not any(address.endswith(f"/{name}") for address in addresses)
    ] == []


def test_pictures_are_made_and_shown() -> None:
    """Each picture is made by the script and shown by a document, and loads in a moment."""
    folder = ROOT / "docs" / "pictures"
    pictures = [path for path in folder.iterdir() if path.suffix in {".png", ".webp"}]
    assert {path.name for path in pictures} == {f"{name}{ending}" for name, ending in ENDINGS.items()}
    text = "".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    assert [path.name for path in pictures if f"pictures/{path.name}" not in text] == []
    assert [path.name for path in pictures if path.stat().st_size > MOST_BYTES] == []
