"""Issues of a file: what says the same is one, what is too often is listed by row, problems lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.reading.collector import MOST_ISSUES, IssueCollector
from indicators.reading.issues import issue

if TYPE_CHECKING:
    from indicators.reading.issues import Issue


def negative(row: int, value: float = -1, column: str = "D“累计”") -> Issue:
    """A number that cannot be."""
    return issue("negative", row=row, column=column, found=f"{value:g}", name="产值", value=value)


def collected(*issues: Issue) -> list[Issue]:
    """As they are told."""
    collector = IssueCollector()
    collector.add(*issues)
    return collector.as_list()


def test_the_same_of_several_rows_is_one() -> None:
    """Its rows are listed in their order; another value or another column is another issue."""
    told = collected(
        *(negative(row) for row in (9, 3, 8, 5, 7)), negative(4, -2), negative(6, column="E“当月”")
    )
    assert [one.place for one in told] == ["第3、5、7—9行 D“累计”列", "第4行 D“累计”列", "第6行 E“当月”列"]
    assert (told[0].row, told[0].rows, told[0].found) == (3, (3, 5, 7, 8, 9), "-1")
    assert (told[1].row, told[1].rows) == (4, ())


def test_a_value_is_named_only_where_all_rows_have_it() -> None:
    """What is said alike of different values names none of them."""
    told = collected(
        *(issue("missing_unit", row=row, found=f"{row}", name="产值", unit="亿元") for row in (2, 3))
    )
    assert [(one.rows, one.found) for one in told] == [((2, 3), "")]


def test_too_many_of_a_kind() -> None:
    """As many as an office's file has rows are told in their own words; the others are one, with their rows."""
    told = collected(
        *(negative(row, -row) for row in range(2, MOST_ISSUES + 5)), issue("not_yours.definition")
    )
    assert len(told) == MOST_ISSUES + 2
    more = told[-1]
    assert (more.severity, more.code, more.message) == ("error", "negative", "另有3处同样的情况")
    assert (more.place, more.rows) == ("第202—204行", (202, 203, 204))


def test_order() -> None:
    """Problems, questions, notes; each in the order of the file, what concerns all of it first."""
    told = collected(
        issue("unit_converted", row=2, name="产值", unit="亿元", unit_written="万元"),
        negative(5),
        issue("definition_changed", row=3, name="产值", old="", new=""),
        negative(4, -3),
        issue("not_yours.definition"),
    )
    assert [(one.severity, one.row) for one in told] == [
        ("error", None), ("error", 4), ("error", 5), ("confirm", 3), ("info", 2),
    ]  # fmt: skip
