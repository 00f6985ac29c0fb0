"""An announcement as clauses: the numbers in each, which year it speaks of, whether it promises or reports."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from indicators.period import PeriodError, parse
from indicators.reading import (
    EFFORT,
    HOPE,
    NumberError,
    comparator,
    half_width,
    is_growth,
    numerals_in,
    parse_number,
    parse_target,
    split_period,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.reading import Number

# What a word says, and of what: ("aim", "力争"), ("year", 2025).
_Mark = tuple[str, str | int]
_LONGEST_UNIT: Final = 9
_WORDS_BEFORE, _WORDS_BEHIND = 10, 3
_DIGITS: Final = re.compile(r"(?<![\dA-Za-z.第])\d[\d,. ]*(?<![,. ])")
_SENTENCE_END: Final = "。!?"
# A comma between the thousands of a number ends no clause.
_CLAUSE_END: Final = re.compile(rf"[、;:{_SENTENCE_END}]|,(?!\d{{3}}(?!\d))|(?<!\d),")
_NUMBERED_LINE: Final = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][\d一二三四五六七八九十]{1,3}[)）]|\d{1,2}(?:[、)）]|[.．](?!\d))|[●○■◆·—-])"
)
# The year before it is only what is compared with: 比2024年增长8%.
_COMPARED: Final = re.compile(r"(?:[比较同]|[高低]于|超过)(?:去年|上年|(?:19|20)\d\d年)(?:同期|年?[底末])?")
_MARKS: Final = re.compile(
    "(?P<open>(?<!确保)(?<!力争)(?:圆满|全面|超额|顺利|较好地?)(?:完成|实现)[^,]{0,8})|"
    "(?P<base>基础上)|"
    "(?P<fact>目前|现有|截[至止]|今年以来|已(?!经?确定)|(?<=[现到破成长加升过])了)|"
    "(?P<before>去年|上年|过去)|"
    r"(?P<next>明年)|(?P<later>未来|今后|近年|多年|每年|年均|(?<!\d)(?:[两三四五六]|[2-9])年(?:内|行动|计划|来|时间)|十[三四五六七]五)|"
    "(?P<this>今年|本年|当年)|(?P<whole>全年|年内|年度)|"
    "(?P<heading>(?:预期|主要|工作|发展|奋斗|全年|年度)目标|目标(?=任务|[为是□]|$))|"
    # Of words that have other uses too (面对挑战, 行动计划, 重要), those right before what is promised.
    r"(?P<aim>挑战(?=[^,]{0,8}□)|计划(?=年|今年|全年|新|完成|实现|招引|培育|建|□)|努力(?=实现|达到|突破|完成|□)|"
    f"(?:(?!挑战|计划|努力)(?:{EFFORT}))|{HOPE}|(?<!即)将(?![^,]*作为)|(?<![主重需])要(?![素求]))"
)


@dataclass(frozen=True)
class Says:
    """What stands before a number in its sentence.

    Attributes:
        year: the year it is about; None where none is named, 0 for some later time.
        part: the part of the year it is about, as written: 一季度; empty for all of it.
        mode: ``aim`` after words that promise, ``fact`` after words that report; empty without either.
    """

    year: int | None = None
    part: str = ""
    mode: str = ""


@dataclass(frozen=True)
class Amount:
    """A number with its unit, and the words of a target around it: 力争突破2500亿元.

    Attributes:
        start, end: of number and unit in the plain text.
        words_start, words_end: of the words around them.
        number: what it is.
        how: its comparator; None for a bare number.
        growth: whether it is worded as growth.
        words: the words around them, as they are.
        says: what stands before it.
    """

    start: int
    end: int
    words_start: int
    words_end: int
    number: Number
    how: str | None
    growth: bool
    words: str
    says: Says


@dataclass(frozen=True)
class Clause:
    """What stands between two commas.

    Attributes:
        start, end: in the plain text.
        sentence: the number of its sentence.
        listed: whether 、 joins it to the one before.
        amounts: its numbers, in their order.
    """

    start: int
    end: int
    sentence: int
    listed: bool
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True)
class PlainText:
    """A text in half-width letters and digits without line breaks, and where each of its letters stands in the original."""

    text: str
    places: tuple[int, ...] = field(repr=False)
    original: str = field(repr=False)

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The place of a part in the original."""
        return self.places[start], self.places[end - 1] + 1

    def own_words(self, start: int, end: int) -> str:
        """A part as the original has it where that is numbers in Chinese characters, else as it is read."""
        first, last = self.source(start, end)
        own = half_width(re.sub(r"\s", "", self.original[first:last]))
        return own if numerals_in(own) else self.text[start:end]


def plain_text(original: str) -> PlainText:
    """The text as it is read: a line goes on in the next one, unless that is numbered."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(original):
        if letter == "\n" and _NUMBERED_LINE.match(original, place + 1):
            half = ";"
        elif letter.isspace():
            follows = original[place + 1 :].lstrip()[:1]
            # Between two words or numbers of Latin letters a blank separates; within Chinese it does not.
            half = (
                " "
                if letters and letters[-1].isascii() and letters[-1].isalnum() and follows.isascii()
                else ""
            )
        else:
            half = half_width(letter) or unicodedata.normalize("NFKC", letter).strip()
        letters += half
        places += [place] * len(half)
    for start, end, digits in reversed(numerals_in("".join(letters))):
        letters[start:end] = digits
        places[start:end] = [places[start]] * (len(digits) - 1) + [places[end - 1]]
    return PlainText("".join(letters), tuple(places), original)


def clauses_of(plain: PlainText, year: int) -> list[Clause]:
    """All clauses of a text that announces a year: 今年, unless it calls it 明年."""
    this = year - ("明年" in plain.text)
    clauses: list[Clause] = []
    says, under_heading = Says(), False
    for start, end, sentence, listed in _split(plain.text):
        if clauses and clauses[-1].sentence != sentence:
            # The year goes on from sentence to sentence, until another one is named.
            says, under_heading = Says(says.year or None), False
        elif clauses and says.mode == "aim" and not (under_heading or listed or clauses[-1].amounts):
            # A promise without a number (确保产业链稳定) ends with its clause.
            says = replace(says, mode="")
        spans = _spans(plain.text[start:end])
        marks = list(_marks(_blanked(plain.text[start:end], spans), this))
        under_heading |= any(what == "heading" for _, (what, _) in marks)
        amounts = []
        for first, last in spans:
            while marks and marks[0][0] < first:
                says = _after(says, marks.pop(0)[1], this)
            amounts.append(_amount(plain.text, (start + first, start + last), (start, end), says))
        for _, change in marks:
            says = _after(says, change, this)
        clauses.append(Clause(start, end, sentence, listed, tuple(amounts)))
    return clauses


def amounts_of(wording: str) -> list[Amount]:
    """The numbers of a few words: of 力争突破2700亿元 the one."""
    return [amount for clause in clauses_of(plain_text(wording), 0) for amount in clause.amounts]


def _split(text: str) -> Iterator[tuple[int, int, int, bool]]:
    """Start and end of each clause, the number of its sentence, and whether 、 joins it to the one before."""
    start, sentence, listed = 0, 0, False
    for match in [*_CLAUSE_END.finditer(text), None]:
        end = match.start() if match else len(text)
        if text[start:end].strip():
            yield start, end, sentence, listed
        if match:
            listed = match[0] == "、"
            sentence += match[0] in _SENTENCE_END
            start = match.end()


def _spans(words: str) -> list[tuple[int, int]]:
    """Where numbers with their units stand; a number without a unit is none."""
    spans = []
    for digits in _DIGITS.finditer(words):
        longest = min(len(words), digits.end() + _LONGEST_UNIT)
        for end in range(longest, digits.end(), -1):
            try:
                number = parse_number(words[digits.start() : end])
            except NumberError:
                continue
            if number.unit and words[end - 1] != " ":
                spans.append((digits.start(), end))
                break
    return spans


def _amount(text: str, span: tuple[int, int], clause: tuple[int, int], says: Says) -> Amount:
    """The number with the longest words around it that make one target of it."""
    start, end = span
    number = parse_number(text[start:end])
    for first in range(max(clause[0], start - _WORDS_BEFORE), start + 1):
        for last in range(min(clause[1], end + _WORDS_BEHIND), end - 1, -1):
            words = text[first:last]
            try:
                same = parse_target(words) == number
            except NumberError:
                continue
            if same:
                return Amount(
                    start, end, first, last, number, comparator(words), is_growth(words), words, says
                )
    return Amount(start, end, start, end, number, None, growth=False, words=text[start:end], says=says)


def _blanked(words: str, spans: list[tuple[int, int]]) -> str:
    """A clause without its numbers and without the years it compares with: 2000.5亿元 is no month of 2000."""
    for start, end in spans:
        words = words[:start] + "□" * (end - start) + words[end:]
    return _COMPARED.sub(lambda match: "□" * len(match[0]), words)


def _marks(words: str, year: int) -> Iterator[tuple[int, _Mark]]:
    """What a clause says of time and mode, in its order."""
    marks: list[tuple[int, _Mark]] = [
        (match.start(), (match.lastgroup or "", match[0])) for match in _MARKS.finditer(words)
    ]
    _, when = split_period(words)
    if when:
        try:
            period = parse(when, year=year)
        except PeriodError:
            period = None
        if period is not None:
            at = words.find(when)
            marks.append((at, ("year", period.year)))
            if period.kind != "year":
                marks.append((at, ("part", when)))
    return iter(sorted(marks, key=lambda mark: mark[0]))


def _after(says: Says, change: _Mark, this: int) -> Says:
    what, value = change
    if what == "open":
        return Says(says.year, says.part)
    if what == "base":  # 在去年2400亿元的基础上力争突破2500亿元: what follows is not last year's
        return Says()
    if what in {"fact", "aim", "heading"}:
        return Says(says.year, says.part, "fact" if what == "fact" else "aim")
    if what == "part":
        return Says(says.year, str(value), says.mode)
    if what == "whole":
        return Says(says.year, "", says.mode)
    years = {"before": this - 1, "later": 0, "this": this, "next": this + 1}
    return Says(int(value) if what == "year" else years[what], "", says.mode)
