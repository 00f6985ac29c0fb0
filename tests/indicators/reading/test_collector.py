"""Issues of a file: equal ones are merged, the rest of too many is listed by row, problems come first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.reading.collector import MOST_ISSUES, IssueCollector
from indicators.reading.issues import issue

if TYPE_CHECKING:
    from indicators.reading.issues import Issue


def negative(row: int, value: float = -1, column: str = "D“累计”") -> Issue:
    """An impossible number."""
    return issue("negative", row=row, column=column, found=f"{value:g}", name="产值", value=value)


def collected(*issues: Issue) -> list[Issue]:
    """The issues as the collector lists them."""
    collector = IssueCollector()
    collector.add(*issues)
    return collector.as_list()


def test_the_same_of_several_rows_is_one() -> None:
    """Issues with the same message for the same column become one, with its rows in order."""
    issues = collected(
        *(negative(row) for row in (9, 3, 8, 5, 7)), negative(4, -2), negative(6, column="E“当月”")
    )
    assert [each.place for each in issues] == [
        "第3、5、7—9行 D“累计”列",
        "第4行 D“累计”列",
        "第6行 E“当月”列",
    ]
    assert (issues[0].row, issues[0].rows, issues[0].found) == (3, (3, 5, 7, 8, 9), "-1")
    assert (issues[1].row, issues[1].rows) == (4, ())


def test_a_value_is_named_only_where_all_rows_have_it() -> None:
    """A merged issue names the value in the file only where all rows have it."""
    issues = collected(
        *(issue("not_whole", row=row, found=f"{row}", name="产值", unit="亿元", value=1.5) for row in (2, 3))
    )
    assert [(each.rows, each.found) for each in issues] == [((2, 3), "")]


def test_too_many_of_a_kind() -> None:
    """Issues of one code beyond the limit become one that lists their rows."""
    issues = collected(
        *(negative(row, -row) for row in range(2, MOST_ISSUES + 5)), issue("not_yours.definition")
    )
    assert len(issues) == MOST_ISSUES + 2
    more = issues[-1]
    assert (more.severity, more.code, more.message) == ("error", "negative", "另有3处同样的情况")
    assert (more.place, more.rows) == ("第202—204行", (202, 203, 204))


def test_order() -> None:
    """Problems come first, then questions, then notes, each in the order of the file."""
    issues = collected(
        issue("unit_converted", row=2, name="产值", unit="亿元", unit_written="万元"),
        negative(5),
        issue("definition_changed", row=3, name="产值", old="", new=""),
        negative(4, -3),
        issue("not_yours.definition"),
    )
    assert [(each.severity, each.row) for each in issues] == [
        ("error", None), ("error", 4), ("error", 5), ("confirm", 3), ("info", 2),
    ]  # fmt: skip
