"""完成情况表: each figure is the board's, each mark says where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.evaluation import board
from indicators.labels import NO_VALUE
from indicators.period import Period
from indicators.reports.progress_table import Figure, Line, ProgressTable, progress_table
from indicators.store.schemas import DEMO
from indicators.wording import STATUS, board_message, target_text

if TYPE_CHECKING:
    from indicators.store.store import Store

SEPTEMBER = Period(2024, 9)


def lines_of(table: ProgressTable) -> dict[str, Line]:
    """All lines by indicator."""
    return {line.indicator: line for _, lines in table.sections for line in lines}


def test_figures_are_those_of_the_board(simulated: Store) -> None:
    """Numbers are unrounded, wording, verdict and message as on the screen."""
    shown = board(simulated.snapshot(), None, SEPTEMBER)
    table = progress_table(shown)
    assert table.message == board_message(shown).headline
    assert list(lines_of(table)) == shown.indicators.index.tolist()
    for indicator, line in lines_of(table).items():
        row = shown.row(indicator)
        assert line.plan == target_text(row)
        assert line.verdict == STATUS[row["status"]]
        assert line.actual.value == (None if row["actual"] != row["actual"] else row["actual"])


def test_worked_numbers(seeded: Store) -> None:
    """理想汽车 by September 2024: 34.18, +40.0%, 42.7%, −32.3 (domain's worked example)."""
    line = lines_of(progress_table(board(seeded.snapshot(), None, SEPTEMBER)))["li_auto_deliveries"]
    texts = [
        cell.text if isinstance(cell, Figure) else cell
        for cell in (line.actual, line.yoy, line.completion, line.gap)
    ]
    assert texts == ["34.18", "+40.0%", "42.7%", "−32.3"]
    assert line.source == "公开①　正式　1—9月"


def test_old_data_are_not_judged(simulated: Store) -> None:
    """What is stale has its value and span, and neither completion nor gap."""
    line = lines_of(progress_table(board(simulated.snapshot(), None, SEPTEMBER)))["new_premises_area"]
    assert (line.verdict.word, line.completion.text, line.gap) == ("逾期未报", NO_VALUE, NO_VALUE)
    assert line.source.endswith("1—7月")


def test_demonstration_says_so(simulated: Store, seeded: Store) -> None:
    """With simulated figures the first footnote says so and each of them is marked; without any there is no such note."""
    table = progress_table(board(simulated.snapshot(), None, SEPTEMBER))
    assert DEMO in table.footnotes[0]
    assert lines_of(table)["industrial_output"].source.startswith(DEMO)
    assert lines_of(table)["industrial_output"].responsible_unit == "经发局（演示）"
    real = progress_table(board(seeded.snapshot(), None, SEPTEMBER))
    assert not any(DEMO in note for note in real.footnotes)
    assert lines_of(real)["industrial_output"].responsible_unit == "待明确"


def test_documents_are_named(seeded: Store) -> None:
    """The mark of a public figure leads to its document below the table."""
    table = progress_table(board(seeded.snapshot(), "industry", Period(2024, 6)))
    assert "产业能级提档" in table.title
    assert any(note.startswith("来源：①理想汽车") for note in table.footnotes)


@pytest.mark.parametrize(
    ("figure", "text", "number_format"),
    [
        (Figure(1796.456, 2), "1,796.46", "#,##0.00;−#,##0.00"),
        (Figure(41.0, 0), "41", "#,##0;−#,##0"),
        (Figure(0.4273, 1, is_ratio=True), "42.7%", "#,##0.0%;−#,##0.0%"),
        (Figure(-32.27, 1, is_signed=True), "−32.3", "+#,##0.0;−#,##0.0;#,##0.0"),
        (
            Figure(0.9, 1, "百分点", is_signed=True),
            "+0.9百分点",
            '+#,##0.0"百分点";−#,##0.0"百分点";#,##0.0"百分点"',
        ),
        (Figure(None, 1, is_ratio=True), NO_VALUE, "#,##0.0%;−#,##0.0%"),
    ],
)
def test_figures(figure: Figure, text: str, number_format: str) -> None:
    """A figure is written on paper as a spreadsheet shows it."""
    assert (figure.text, figure.number_format) == (text, number_format)
