"""Streamlit's scripts speak Chinese: every English text to be replaced is there, and nothing else changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.file_util import get_static_dir

from server.chinese import PARTS, TEXTS, page_in_chinese, replacements, script_in_chinese

_STATIC = Path(get_static_dir())
STEMS = sorted({*TEXTS, *PARTS})
IN_BRACES = re.compile(r"\$\{[^}]*\}")


def scripts(stem: str) -> dict[str, str]:
    """Installed scripts of this name."""
    return {
        file.name: file.read_text(encoding="utf-8")
        for file in (_STATIC / "static" / "js").glob(f"{stem}.*.js")
    }


def unpaired(script: str) -> list[int]:
    """How many brackets of each kind are opened and not closed, and whether a quote is."""
    return [
        *(script.count(pair[0]) - script.count(pair[1]) for pair in ("()", "{}", "[]")),
        script.count("`") % 2,
    ]


@pytest.mark.parametrize("stem", STEMS)
def test_every_text_is_there(stem: str) -> None:
    """Each is in exactly one script: a newer Streamlit that says it differently is noticed here, not by a visitor."""
    found = scripts(stem)
    for english in replacements(f"{stem}.js"):
        assert len([name for name, script in found.items() if english in script]) == 1, english


@pytest.mark.parametrize("stem", STEMS)
def test_all_are_replaced(stem: str) -> None:
    """None is left, and what is computed in a text, such as a file's name, is computed in the other one too."""
    for name, script in scripts(stem).items():
        sent = script_in_chinese(name, script)
        assert not [english for english in replacements(name) if english in sent]
        assert unpaired(sent) == unpaired(script)
    for english, chinese in TEXTS.get(stem, {}).items():
        # The limit of a file's size is ours, below Streamlit's; an icon's name says nothing to a reader.
        if english not in {"${T(t,D.Byte,0)} per file", "${n} icon"}:
            assert IN_BRACES.findall(english) == IN_BRACES.findall(chinese)


@pytest.mark.parametrize("stem", STEMS)
def test_nothing_is_left_in_english(stem: str) -> None:
    """A replacement has no English word; kinds of files, units and the key Esc are none."""
    for chinese in TEXTS.get(stem, {}).values():
        words = set(re.findall(r"[A-Za-z]+", IN_BRACES.sub("", chinese)))
        assert words <= {"Excel", "xlsx", "xls", "WPS", "CSV", "ods", "MB", "Esc"}, chinese


def test_other_scripts_stay_as_they_are() -> None:
    """A script that is not named keeps every letter."""
    assert script_in_chinese("Slider.abc.js", "`Close` `Error`") == "`Close` `Error`"


def test_page() -> None:
    """The page says that it is Chinese, has the product's name, and asks for JavaScript in Chinese."""
    page = page_in_chinese((_STATIC / "index.html").read_text(encoding="utf-8"))
    assert '<html lang="zh-CN">' in page
    assert "<title>六提工程</title>" in page
    assert "<noscript>请在浏览器中启用 JavaScript。</noscript>" in page
