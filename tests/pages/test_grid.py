"""逐项填报 as Streamlit runs it: a department types the month's values."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from indicators.uploads import commit_upload, list_uploads
from tests.pages.app import visible_text
from tests.pages.grids import shown, type_into
from tests.reports import output, press, previewed, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from indicators.store.store import Store

VALUE = "数值（累计）"
THREE = (
    ("规上工业总产值", VALUE, "1820.55"),
    ("全部工业开票销售", VALUE, "2,140"),
    ("新签产业项目", VALUE, "41"),
)


def test_three_numbers(visit: Callable[..., AppTest], store: Store) -> None:
    """Three numbers typed, checked and committed: they count, and the grid says that they were reported."""
    app = visit()
    assert "2024年9月应报8项，已报1项" in visible_text(app)
    press(type_into(app, *THREE), "核对")
    assert "核对通过，可以提交：新增 3 个" in visible_text(app)
    press(app, "提交 3 个数据")
    assert "已提交“在线填报 2024年9月实际数.csv”：3 个数据" in visible_text(app)
    assert value_of(store) == 1820.55
    assert "2024年9月应报8项，已报4项" in visible_text(app)
    grid = shown(app).set_index("指标")
    assert grid.loc["规上工业总产值", ["本期已报", VALUE]].tolist() == ["1,820.55", ""]
    (upload,) = list_uploads(store).itertuples()
    assert (upload.by, upload.file, upload.new) == ("经发局", "在线填报 2024年9月实际数.csv", 3)


def test_nothing_typed(visit: Callable[..., AppTest]) -> None:
    """Who checks an empty grid is told to fill it in."""
    app = press(visit(), "核对")
    assert "还没有填写" in visible_text(app)
    assert not [button for button in app.button if button.label.startswith("提交")]


def test_same_checks_as_a_file(visit: Callable[..., AppTest], store: Store) -> None:
    """What is no number is refused, with the name of its row; the corrected one is checked at once."""
    app = press(type_into(visit(), ("规上工业总产值", VALUE, "约一千八")), "核对")
    assert "有 1 处错误，没有写入任何数据" in visible_text(app)
    assert "“规上工业总产值”的“数值（累计）”" in visible_text(app)
    press(type_into(app, ("规上工业总产值", VALUE, "1820.55")), "提交 1 个数据")
    assert value_of(store) == 1820.55


def test_another_month(visit: Callable[..., AppTest], store: Store) -> None:
    """The month is chosen beside the heading, whatever month the page looks at; each keeps what was typed."""
    app = type_into(visit(), ("规上工业总产值", VALUE, "1820.55"))
    (month,) = [box for box in app.selectbox if box.label == "填报月份"]
    month.set_value("2024-08").run()
    assert "2024年8月应报7项" in visible_text(app)
    press(type_into(app, ("规上工业总产值", VALUE, "1600")), "核对")
    press(app, "提交 1 个数据")
    assert (value_of(store, period="2024-08"), value_of(store)) == (1600.0, None)
    (month,) = [box for box in app.selectbox if box.label == "填报月份"]
    month.set_value("2024-09").run()
    assert shown(app).set_index("指标").loc["规上工业总产值", VALUE] == "1820.55"


@pytest.mark.parametrize(
    ("day", "through", "month"),
    [
        (date(2025, 1, 18), "2024-12", "2024年12月"),
        (date(2025, 1, 19), "2024-12", "2025年1月"),
        (date(2025, 1, 19), "2024-09", "2024年9月"),
        (date(2026, 11, 27), "2024-12", "2024年12月"),
    ],
)
def test_the_month_that_is_due(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch, day: date, through: str, month: str
) -> None:
    """Whoever looks at the newest month types the one that is due now, unless the tables are years behind."""
    app = visit()
    monkeypatch.setattr(sys.modules["parts.grid.month_values"], "today", lambda: day)
    app.query_params["through"] = through
    assert f"逐项填报：{month}应报" in visible_text(app.run())


def test_others_report_meanwhile(visit: Callable[..., AppTest], store: Store) -> None:
    """A commit of somebody else makes the page run again: what was typed stays, and the other's value is shown first."""
    app = type_into(visit(), *THREE)
    commit_upload(store, previewed(store, output(1800)), confirmed=True)
    app.run()
    assert "已填3行" in visible_text(app)
    press(app, "核对")
    assert "新增 2 个，更改 1 个" in visible_text(app)
    press(app, "提交 3 个数据")
    assert value_of(store) == 1820.55


def test_an_empty_grid_follows(visit: Callable[..., AppTest], store: Store) -> None:
    """Nothing is typed yet: what others report stands beside at once, in the same widget, for a cell may be open."""
    app = visit()
    editor = app.data_editor[0].key
    commit_upload(store, previewed(store, output(1800)), confirmed=True)
    app.run()
    assert app.data_editor[0].key == editor
    assert shown(app).set_index("指标").loc["规上工业总产值", "本期已报"] == "1,800.00"


def test_another_page_meanwhile(visit: Callable[..., AppTest]) -> None:
    """Who looks at another page and comes back finds what was typed; 放弃所填 empties the grid."""
    app = type_into(visit(), *THREE)
    app.switch_page("overview.py").run()
    app.switch_page("upload.py").run()
    assert shown(app).set_index("指标").loc["新签产业项目", VALUE] == "41"
    press(app, "放弃所填")
    assert shown(app)[VALUE].tolist() == [""] * 8


def test_nothing_is_due(visit: Callable[..., AppTest]) -> None:
    """A department of whose indicators none is due is told so, and has no grid."""
    app = visit(lifts=("safety",))
    assert "本单位这个月没有应报的指标" in visible_text(app)
    assert not app.data_editor
