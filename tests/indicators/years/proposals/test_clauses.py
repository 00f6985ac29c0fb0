"""An announcement as clauses: its numbers, and what stands before each."""

from __future__ import annotations

import pytest

from indicators.years.proposals.clauses import Says, clauses_of, plain_text


def amounts(text: str, year: int = 2025) -> list[tuple[str, Says]]:
    """Each number in the words of its target, and what stands before it."""
    plain = plain_text(text)
    found = [amount for clause in clauses_of(plain, year) for amount in clause.amounts]
    return [(plain.text[a.words_start : a.words_end], a.says) for a in found]


def test_lines_go_on() -> None:
    """A line that breaks within a word goes on in the next one; a numbered line begins something new."""
    assert plain_text("规上工业\n总产值,今\n\n年").text == "规上工业总产值,今年"
    assert plain_text("目标：\n1.产值\n2、项目").text == "目标:;1.产值;2、项目"


def test_thousands_are_no_clauses() -> None:
    """The comma within a number separates no clauses."""
    plain = plain_text("产值2,700亿元,项目50个")
    assert [plain.text[c.start : c.end] for c in clauses_of(plain, 2025)] == ["产值2,700亿元", "项目50个"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("产值力争突破2500亿元。", ["力争突破2500亿元"]),
        ("增长8%左右的目标", ["增长8%左右"]),
        ("50个以上项目，2025年3月", ["50个以上"]),
        ("第3次会议，3年内，4月交付，100多家", []),
        ("控制在30微克/立方米以内", ["控制在30微克/立方米以内"]),
    ],
)
def test_words_of_an_amount(text: str, words: list[str]) -> None:
    """A number with a unit takes the words of its target with it; what has no unit is no amount."""
    assert [found for found, _ in amounts(text)] == words


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2024年产值2400亿元", Says(2024)),
        ("去年产值2400亿元", Says(2024)),
        ("比2024年增长8%，力争产值2700亿元", Says(None, "", "aim")),
        ("2025年上半年力争1300亿元", Says(2025, "2025年上半年", "aim")),
        ("今年力争2700亿元", Says(2025, "", "aim")),
        ("截至9月底，产值1800亿元", Says(2025, "9月底", "fact")),
        ("在去年2400亿元的基础上力争2700亿元", Says(None, "", "aim")),
    ],
)
def test_what_a_text_says_of_a_number(text: str, says: Says) -> None:
    """Year, part of the year, promise or report: the last words before a number count."""
    assert amounts(text)[-1][1] == says


def test_year_goes_on() -> None:
    """A year goes on into the next sentences until another one is named; a promise ends with its sentence."""
    assert [says for _, says in amounts("2024年力争有成。产值2400亿元。2025年要2700亿元。")] == [
        Says(2024), Says(2025, "", "aim"),
    ]  # fmt: skip
