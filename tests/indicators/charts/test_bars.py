"""Figures: the board's own numbers, actual solid and plan outlined, readable from the last row, in Chinese."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from indicators import charts
from indicators.charts.template import PAGE, pixels, template
from indicators.evaluation.board import Board, board
from indicators.evaluation.progress import MONTHS
from indicators.history import values_by_year
from indicators.period import Period
from indicators.store.schemas import REPORTED
from indicators.store.upload import Upload
from tests.store_helpers import copied

if TYPE_CHECKING:
    from collections.abc import Iterator

    import plotly.graph_objects as go

    from indicators.store.snapshot import Snapshot
    from indicators.store.store import Store

NAN = float("nan")
SEPTEMBER = Period(2024, 9)
SMALLEST = 16
TRANSPARENT = re.compile(r"rgba\([\d., ]+,\s*0\)")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory, simulated: Store) -> Snapshot:
    """Seed and demonstration, and a revision that makes a single month of 工业开票 negative."""
    store = copied(simulated, tmp_path_factory.mktemp("tables"))
    values = {"2024-02": 300.0, "2024-03": 520.0, "2024-04": 480.0}
    rows = [{"indicator": "industrial_invoicing", "lift": "industry", "period": period, "value": value,
             "origin": REPORTED} for period, value in values.items()]  # fmt: skip
    store.append("observations", pd.DataFrame(rows), Upload.new("经发局"))
    return store.snapshot()


@pytest.fixture(scope="module")
def zone(tables: Snapshot) -> Board:
    """The whole zone in September."""
    return board(tables, None, SEPTEMBER)


@pytest.fixture(scope="module")
def figures(tables: Snapshot, zone: Board) -> dict[str, go.Figure]:
    """Every figure a page draws, by a name that tells which."""
    drawn = {}
    for name in zone.indicators.index:
        row, year = zone.row(name), zone.year_of(name)
        drawn[f"plan {name}"] = charts.actual_against_plan(row, year)
        drawn[f"months {name}"] = charts.months_own(year, row)
        drawn[f"years {name}"] = charts.values_by_year_chart(values_by_year(tables, name, SEPTEMBER), row)
    return drawn


def year(plan: Any = NAN, actual: Any = NAN) -> pd.DataFrame:
    """Twelve months of plan and actual."""
    nothing_ahead = dict.fromkeys(("expected", "expected_low", "expected_high"), NAN)
    values = {"plan": plan, "actual": actual, **nothing_ahead}
    return pd.DataFrame(values, index=pd.Index(MONTHS), dtype=float)


def test_projection_is_hatched_and_called_so(zone: Board) -> None:
    """What is projected is hatched, is only after the newest value, and is labelled 预计 with its interval in December."""
    row, months = zone.row("li_auto_deliveries"), zone.year_of("li_auto_deliveries")
    figure = charts.actual_against_plan(row, months)
    (ahead,) = [trace for trace in figure.data if trace.name == "预计"]
    assert ahead.marker.pattern.shape == "/"
    assert np.isnan(ahead.y[:9]).all()
    assert np.isfinite(ahead.y[9:]).all()
    assert ahead.y[11] - ahead.error_y.arrayminus[11] == pytest.approx(row["year_end_low"])
    assert ahead.y[11] + ahead.error_y.array[11] == pytest.approx(row["year_end_high"])
    assert any(str(note.text).startswith("预计") for note in figure.layout.annotations)
    without = charts.actual_against_plan(zone.row("gdp_growth"), zone.year_of("gdp_growth"))
    assert all(trace.name != "预计" for trace in without.data)


def row(**changes: Any) -> dict[str, Any]:
    """What a figure takes from the board's row."""
    return {"decimals": 2, "unit": "亿元", "target": 80.0, "responsible_unit": "", "kind": "flow"} | changes


def texts(figure: go.Figure) -> str:
    """Everything written into a figure's frame."""
    return "\n".join(annotation.text for annotation in figure.layout.annotations)


def leaves(part: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a figure with its dotted name."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from leaves(value, f"{name}.{key}")
    elif isinstance(part, (list, tuple)):
        for value in part:
            yield from leaves(value, name)
    else:
        yield name, part


def test_actual_is_solid_and_plan_outlined(zone: Board) -> None:
    """The outlined bars carry the board's plan to date, the solid ones its actual, month by month, unrounded."""
    for name in zone.indicators.index:
        series = zone.year_of(name)
        plan, actual = charts.actual_against_plan(zone.row(name), series).data[:2]
        assert (plan.name, actual.name) == ("计划", "实际")
        for trace, column in ((plan, "plan"), (actual, "actual")):
            assert list(trace.x) == MONTHS
            np.testing.assert_array_equal(np.asarray(trace.y, float), series[column].to_numpy(float))
        assert TRANSPARENT.fullmatch(plan.marker.color)
        assert plan.marker.line.width > 1
        assert actual.marker.color == PAGE.ink
        assert actual.width < plan.width


def test_labels_say_the_numbers(zone: Board) -> None:
    """The newest value and the year's plan are written in the figure as the card above writes them."""
    name = "li_auto_deliveries"
    written = texts(charts.actual_against_plan(zone.row(name), zone.year_of(name)))
    assert "34.18" in written
    assert "年度计划 80" in written


def test_label_over_a_higher_plan_points_to_the_actual() -> None:
    """A value written over a plan far higher than it says by an arrow whose it is; over its own bar it needs none."""
    known = np.where(np.arange(12) < 9, 1.0, NAN)
    far, near = (
        charts.actual_against_plan(row(), year(plan=np.linspace(5, 80, 12), actual=done * known))
        for done in (34.0, 58.0)
    )
    (arrow,) = [note for note in far.layout.annotations if note.showarrow]
    assert (arrow.x, arrow.y) == (9, 34.0)
    assert arrow.ay == pytest.approx(np.linspace(5, 80, 12)[8])
    assert not any(note.showarrow for note in near.layout.annotations)


def places(figure: go.Figure, width: int) -> Iterator[tuple[str, float, float, float, float]]:
    """Every label of a figure drawn so wide, in pixels from the lower left: text, left, right, bottom, top."""
    low, high = figure.layout.yaxis.range
    plot = figure.layout.height - 30
    for note in figure.layout.annotations:
        if note.showarrow:
            continue
        wide, tall = pixels(note.text, note.font.size), note.font.size * 1.3
        x = width if note.xref == "paper" else (note.x - 0.35) / 12.3 * width
        y = plot if note.yref == "paper" else (note.y - low) / (high - low) * plot
        left = x - wide if note.xanchor == "right" else x
        bottom = (y - tall if note.yanchor == "top" else y) + (note.yshift or 0)
        yield note.text, left, left + wide, bottom, bottom + tall


def bars_between(figure: go.Figure, left: float, right: float, width: int) -> float:
    """Where the highest bar, plan's outline or interval between two places ends, in pixels."""
    low, high = figure.layout.yaxis.range
    ends = [np.asarray(trace.y, float) for trace in figure.data]
    ends += [
        np.asarray(t.y, float) + np.asarray(t.error_y.array, float) for t in figure.data if t.name == "预计"
    ]
    at = (np.array(MONTHS) - 0.35) / 12.3 * width
    half = 0.42 / 12.3 * width
    met = (at + half > left) & (at - half < right)
    return float((np.nanmax([np.zeros(12), *ends], axis=0)[met].max(initial=0) - low) / (high - low)) * (
        figure.layout.height - 30
    )


def overlap(
    one: tuple[str, float, float, float, float], other: tuple[str, float, float, float, float]
) -> bool:
    """Whether two labels (text, left, right, bottom, top) lie over each other."""
    (_, left, right, bottom, top), (_, start, end, low, high) = one, other
    return left < end and start < right and bottom < high - 0.01 and low < top - 0.01


@pytest.mark.parametrize(("width", "height"), [(258, 190), (720, 340)])
@pytest.mark.parametrize("month", [2, 7, 9, 11])
def test_what_the_year_ends_with_lies_over_nothing(
    tables: Snapshot, month: int, width: int, height: int
) -> None:
    """年度计划 and 预计 stand clear of all bars and of the newest value's label, however small the chart."""
    shown = board(tables, None, Period(2024, month))
    for name in shown.indicators.index:
        figure = charts.actual_against_plan(shown.row(name), shown.year_of(name), height=height)
        labels = list(places(figure, width))
        ends = [label for label in labels if label[0].startswith(("年度计划", "预计"))]
        for text, left, right, bottom, _ in ends:
            assert bottom >= bars_between(figure, left, right, width), (name, text)
        written = [label for label in labels if "尚无数据" not in label[0]]
        assert [(name, a[0], b[0]) for a, b in combinations(written, 2) if overlap(a, b)] == []


@pytest.mark.parametrize(("unit", "who"), [("经发局", "请经发局报送"), ("", "请责任单位（待明确）报送")])
def test_plan_without_actual(unit: str, who: str) -> None:
    """Without an actual the plan is drawn alone and the figure says what is missing and who should report it."""
    figure = charts.actual_against_plan(row(responsible_unit=unit), year(plan=np.linspace(5, 80, 12)))
    assert np.isnan(np.asarray(figure.data[1].y, float)).all()
    assert "本年尚无数据" in texts(figure)
    assert who in texts(figure)
    assert "<b>" not in texts(figure)


def test_actual_without_plan() -> None:
    """Without a plan the actual is drawn alone: no outlined bar and no plan is made up."""
    figure = charts.actual_against_plan(row(target=NAN), year(actual=[1, 2, 3] + [NAN] * 9))
    assert np.isnan(np.asarray(figure.data[0].y, float)).all()
    assert "计划" not in texts(figure)
    assert "3.00" in texts(figure)
    assert "尚无数据" not in texts(figure)


@pytest.mark.parametrize(
    ("plan", "actual"),
    [
        (0, 0),
        (0, NAN),
        (NAN, NAN),
        (-1.5, -2),
        (np.linspace(0, 80, 12), 0),
        (8, [NAN] * 8 + [-3.0] + [NAN] * 3),
    ],
)
def test_every_value_has_room(plan: Any, actual: Any) -> None:
    """Zeros, nothing at all and negative values leave an axis of some height that holds every bar and 0."""
    series = year(plan, actual)
    figure = charts.actual_against_plan(row(target=NAN), series)
    low, high = figure.layout.yaxis.range
    known = series.to_numpy()[series.notna().to_numpy()]
    assert low <= min([0, *known])
    assert high > max([0, *known])
    assert ("本年尚无数据" in texts(figure)) == bool(series["actual"].isna().all())


@pytest.mark.parametrize("loss", [-0.03, -3.0, -4000.0])
def test_bars_below_zero_fill_the_chart(loss: float) -> None:
    """Where all is below zero most of the height is theirs, however small the loss."""
    figure = charts.actual_against_plan(row(target=NAN), year(loss * 2 / 3, loss))
    low, high = figure.layout.yaxis.range
    assert -loss / (high - low) > 0.5


@pytest.mark.parametrize(
    ("plan", "actual"),
    [
        (np.linspace(97, 60, 12), np.linspace(97, 70, 9)),
        (np.linspace(3900, 1200, 12), np.linspace(4000, 1000, 11)),
        (32, [41, 44, 39, 36, 33, 30, 28]),
        (NAN, [9, 8, 8, 2]),
    ],
)
@pytest.mark.parametrize("width", [258, 720])
def test_newest_value_is_written_over_higher_months_before(plan: Any, actual: Any, width: int) -> None:
    """Of what falls, the label stands over the higher bars that it reaches over, below the year's end in the corner."""
    values = [*actual, *[NAN] * (12 - len(actual))]
    target = NAN if np.isscalar(plan) and np.isnan(plan) else 60.0
    figure = charts.actual_against_plan(row(decimals=1, target=target), year(plan, values), height=190)
    labels = list(places(figure, width))
    (newest,) = [label for label in labels if label[0].startswith("<b>")]
    assert newest[3] >= bars_between(figure, newest[1], newest[2], width) - 0.01
    assert [(a[0], b[0]) for a, b in combinations(labels, 2) if overlap(a, b)] == []


def test_zero_is_written_as_zero() -> None:
    """A reported 0 is written as 0, not left out."""
    assert "<b>0</b>" in texts(charts.actual_against_plan(row(decimals=0), year(80, [0] + [NAN] * 11)))


def test_every_text_can_be_read(figures: dict[str, go.Figure]) -> None:
    """No text of any figure is under 16 px, ticks and hover included, and none shrinks itself by a tag."""
    assert template(PAGE).layout.font.size >= SMALLEST
    for name, figure in figures.items():
        sizes = [value for path, value in leaves(figure.to_dict()) if path.endswith("font.size")]
        assert len(sizes) >= 3, name
        assert min(sizes) >= SMALLEST, name
        assert not re.search(r"<su[bp]>|<small>|font-size", texts(figure)), name


def test_nothing_is_english(figures: dict[str, go.Figure]) -> None:
    """Names, labels, ticks and hover are Chinese; the template brings no word of its own."""
    shown = re.compile(r"\.(text|name|title|hovertemplate|ticktext)(\.text)?$")
    markup = re.compile(r"%\{[^}]*\}|<[^>]*>")
    assert not [path for path, _ in leaves(template(PAGE).to_plotly_json()) if shown.search(path)]
    for name, figure in figures.items():
        written = [value for path, value in leaves(figure.to_dict()) if shown.search(path)]
        assert len(written) > 4, name
        for text in written:
            assert not re.search(r"[A-Za-z]", markup.sub("", str(text))), (name, text)
        assert "trace" not in {trace.name for trace in figure.data}


def test_height_is_fixed(zone: Board) -> None:
    """A figure has the height asked for: Plotly charts remount, and a page must not jump."""
    args = zone.row("gazelles"), zone.year_of("gazelles")
    assert charts.actual_against_plan(*args).layout.height == charts.HEIGHT
    assert charts.actual_against_plan(*args, height=340).layout.height == 340


def test_months_own_shows_a_revision(zone: Board) -> None:
    """Each month's own value is drawn as the board has it; one that a revision made negative stays in sight."""
    series = zone.year_of("industrial_invoicing")
    last, this = charts.months_own(series, zone.row("industrial_invoicing")).data
    assert (last.name, this.name) == ("上年", "本年")
    assert dict(zip(this.x, np.asarray(this.y, float), strict=True))[4] == -40
    np.testing.assert_array_equal(np.asarray(last.y, float), series["last_single"].to_numpy(float))
    figure = charts.months_own(series, zone.row("industrial_invoicing"))
    low, high = figure.layout.yaxis.range
    assert low < -40
    assert high > 300
    assert "−40.00" in texts(figure)


def test_years_as_lines(tables: Snapshot, zone: Board) -> None:
    """Every year is a line with the stored values, named at its end; only the newest is in ink."""
    figure = charts.values_by_year_chart(
        values_by_year(tables, "li_auto_deliveries", SEPTEMBER), zone.row("li_auto_deliveries")
    )
    assert [trace.name for trace in figure.data] == ["2023年", "2024年"]
    assert [trace.line.color == PAGE.ink for trace in figure.data] == [False, True]
    assert list(figure.data[0].x) == MONTHS[1:]
    assert (figure.data[0].y[-1], figure.data[1].y[-1]) == (37.603, 34.1812)
    assert "2023年 37.60" in texts(figure)
    assert "2024年 34.18" in texts(figure)


@pytest.mark.parametrize(
    ("kind", "at", "span"),
    [("flow", 0, "1月"), ("flow", 8, "1—9月"), ("rate", 2, "1—3月"), ("stock", 8, "9月末")],
)
def test_hover_says_what_a_value_covers(kind: str, at: int, span: str) -> None:
    """Whoever points at a bar reads its span, whether its month is written on the axis or not; 月 stands once."""
    figure = charts.actual_against_plan(row(kind=kind), year(plan=80, actual=5))
    for trace in figure.data:
        assert trace.hovertext[at] == span
        assert trace.hovertemplate.startswith(f"{trace.name} %{{hovertext}}<br>")
    table = pd.DataFrame([[1.0] * 12], index=[2024], columns=MONTHS)
    (line,) = charts.values_by_year_chart(table, row(kind=kind)).data
    assert line.hovertext[at] == f"2024年{span}"


@pytest.mark.parametrize(
    ("this", "last", "spans", "first_tick"),
    [
        ([NAN, 5, 7], [1, 2, 3], ("1—2月", "2月"), "1月"),
        ([1, 2, 3], [NAN, 5, 7], ("2月", "1—2月"), "1月"),
        ([NAN, 5, 7], [NAN, 4, 6], ("1—2月", "1—2月"), "1—2月"),
        ([NAN, 5, 7], [NAN, NAN, NAN], ("1—2月", "2月"), "1—2月"),
        ([1, 2, 3], [1, 2, 3], ("2月", "2月"), "1月"),
    ],
)
def test_february_that_holds_january(
    this: list[float], last: list[float], spans: tuple[str, str], first_tick: str
) -> None:
    """A February published with January is called 1—2月, each year's for itself; the axis says so where no January is."""
    stored = pd.DataFrame({"actual": this + [NAN] * 9, "last_year": last + [NAN] * 9}, index=pd.Index(MONTHS))
    own = stored.ffill().diff().fillna(stored).where(stored.notna())
    series = stored.assign(single=own["actual"], last_single=own["last_year"])
    figure = charts.months_own(series, row())
    before, now = figure.data
    assert (now.hovertext[1], before.hovertext[1]) == spans
    assert figure.layout.xaxis.ticktext[0] == first_tick


@pytest.mark.parametrize("height", [190, 340])
@pytest.mark.parametrize("plan", [np.linspace(5, 80, 12), 40.0])
def test_no_band_above_the_bars(plan: Any, height: int) -> None:
    """Over the highest bar there is no more room than a line of letters takes."""
    figure = charts.actual_against_plan(row(), year(plan=plan, actual=[1, 2, 3] + [NAN] * 9), height=height)
    low, high = figure.layout.yaxis.range
    assert (high - np.max(plan)) / (high - low) * (height - 30) <= PAGE.label_size * 1.3 + 5


@pytest.mark.parametrize("height", [190, 300])
@pytest.mark.parametrize("highest", [3.1, 2500.0])
def test_room_for_one_label_above_months_and_years(height: int, highest: float) -> None:
    """Months' own values and the years' lines fill their chart up to the label of the highest."""
    values = np.linspace(highest / 9, highest, 12)
    series = pd.DataFrame({"single": values, "last_single": values / 2}, index=pd.Index(MONTHS))
    series = series.assign(actual=values, last_year=values / 2)
    table = pd.DataFrame([values], index=[2024], columns=MONTHS)
    for figure in (
        charts.months_own(series, row(), height=height),
        charts.values_by_year_chart(table, row(), height=height),
        charts.before_and_after(series["single"], series["last_single"], decimals=1, height=height),
    ):
        low, high = figure.layout.yaxis.range
        room = (high - highest) / (high - low) * (height - 30)
        assert PAGE.label_size * 1.3 <= room <= PAGE.label_size * 1.3 + 9


@pytest.mark.parametrize("height", [164, 280])
@pytest.mark.parametrize(
    "ends",
    [[34.8, 32.6], [35.8, 34.8, 32.6], [7.0, 7.0, 7.0], [6.0, 7.0, 100.0], [-3.0, -2.9, 0.0], [31.0 + n / 9 for n in range(9)]],
)  # fmt: skip
def test_names_of_the_years_meet_nothing(ends: list[float], height: int) -> None:
    """Each year's name stands beside the lines in their order, none over another, all inside, however close they end."""
    years = range(2025 - len(ends), 2025)
    table = pd.DataFrame([[end] * 12 for end in ends], index=years, columns=MONTHS)
    figure = charts.values_by_year_chart(table, row(kind="mean", decimals=1), height=height)
    low, high = figure.layout.yaxis.range
    plot, line = height - 30, PAGE.text_size * 1.3
    notes = figure.layout.annotations
    assert {(note.xref, note.x, note.xanchor) for note in notes} == {("paper", 1, "left")}
    assert (
        figure.layout.margin.r >= max(pixels(note.text, PAGE.text_size) for note in notes) + notes[0].xshift
    )
    at = [(note.y - low) / (high - low) * plot + note.yshift for note in notes]
    assert all(above - below >= line - 0.01 for below, above in pairwise(at))
    assert min(at) >= line / 2 - 0.01
    assert max(at) <= plot - line / 2 + 0.01
    shown = [float(note.text.partition("年 ")[2].replace("−", "-")) for note in notes]
    assert shown == sorted(shown)
    assert len(notes) == min(len(ends), int(plot // line))
    assert f"2024年 {ends[-1]:.1f}".replace("-", "−") in [note.text for note in notes]


@pytest.mark.parametrize(("first", "last"), [(7.0, 7.0), (30.0, 33.0), (1.0, 80.0), (0.0, 0.0)])
def test_lines_fill_their_chart(first: float, last: float) -> None:
    """Lines need not begin at 0, but years that hardly differ are not drawn as if they did."""
    table = pd.DataFrame([np.linspace(first, last, 12)], index=[2024], columns=MONTHS)
    low, high = charts.values_by_year_chart(table, row(kind="mean"), height=280).layout.yaxis.range
    assert low < first
    assert high > last
    assert high - low >= last / 4
    assert high - low <= max(1.4 * (last - first), last / 2, 1.5)
