"""Text on slides: measured so that it fits, written so that no letter breaks the file."""

from __future__ import annotations

import pytest
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from indicators.reports.slides.text import Paragraph, Run, line, paragraphs_xml, shortened


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("十个汉字正好放在一行", 1),
        ("十一个汉字在一行放不下", 2),
        # A number is not broken: it goes to the next line as a whole.
        ("累计实际完成一1,796.46", 2),
        # What is longer than a line must be broken.
        ("x" * 40, 3),
    ],
)
def test_lines(text: str, lines: int) -> None:
    """In a box that is ten Chinese letters wide."""
    said = line(text, 20)
    assert said.height(200) == lines * line("一", 20).height(200)


def test_largest_letters_decide() -> None:
    """A line of several sizes is as high as its largest letters."""
    mixed = Paragraph((Run("34.18", 40), Run(" 万辆", 18)))
    assert mixed.height(500) == line("34.18", 40).height(500)


def test_any_text_can_be_written() -> None:
    """Signs of markup are text; control characters, which the format has no place for, are left out."""
    said = line('<甲&乙>\x0b"丙"')
    (read,) = parse_xml(f"<a:x {nsdecls('a')}>{paragraphs_xml([said])}</a:x>")
    assert "".join(read.itertext("{*}t")) == '<甲&乙>"丙"'


def test_shortened() -> None:
    """What is too long for its line is cut, and says so."""
    assert shortened("九月调度会", 90) == "九月调度会"
    assert shortened("九月调度会（扩大）", 90) == "九月调度…"
