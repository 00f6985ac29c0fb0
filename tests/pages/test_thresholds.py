"""管理，阈值 as Streamlit runs it: what a change would do, before it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from indicators.access import Reporter
from indicators.settings import settings
from indicators.threshold_changes import save_thresholds
from indicators.thresholds import settings_of
from indicators.uploads import list_uploads
from tests.pages.app import visible_text
from tests.pages.conftest import ALL
from tests.reports import press

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from indicators.store.store import Store

OTHER = Reporter("李四", "administrator", None)


@pytest.fixture
def store(store_with_demo: Store) -> Store:
    """With verdicts that can change."""
    return store_with_demo


@pytest.fixture
def app(visit: Callable[..., AppTest]) -> AppTest:
    """The section, opened by an administrator."""
    opened = visit("admin", ALL)
    opened.query_params["section"] = "thresholds"
    return opened.run()


def field(app: AppTest, label: str) -> Any:
    """The number with this label."""
    (found,) = [number for number in app.number_input if number.label == label]
    return found


def typed(app: AppTest, label: str, value: float) -> AppTest:
    """Type a number."""
    field(app, label).set_value(value).run()
    assert not app.exception
    return app


def labels(app: AppTest) -> list[str]:
    """What the buttons say."""
    return [button.label for button in app.button]


def test_what_is_in_force(app: AppTest) -> None:
    """Each threshold stands with its value, its rule and where it comes from; nothing can be saved yet."""
    assert field(app, "略慢界限").value == 0.9
    assert field(app, "临期（天）").value == 30
    shown = visible_text(app)
    assert "进度比不低于这一数、不足1的为略慢，再低为滞后" in shown
    assert "现为0.90，来自设置文件" in shown
    assert "保存" not in labels(app)


def test_tried_without_saving(app: AppTest, store: Store) -> None:
    """A typed number says at once which verdicts it would change, and writes nothing."""
    shown = visible_text(typed(app, "略慢界限", 0.6))
    assert "将改变1项判定（共44项）" in shown
    assert "略慢界限 0.90 → 0.60" in shown
    assert "滞后 → 略慢" in shown
    assert "独角兽（含潜在）企业累计认定" in shown
    assert "没有判定改变" in visible_text(typed(app, "略慢界限", 0.89))
    assert list_uploads(store).empty
    assert settings_of(store.snapshot()) == settings()


def test_saved_and_put_back(app: AppTest, store: Store) -> None:
    """What is saved counts and says whose it is; one click and 保存 give it back to the file."""
    press(typed(app, "略慢界限", 0.6), "保存")
    shown = visible_text(app)
    assert "已保存1项阈值" in shown
    assert "现为0.60，来自管理员" in shown
    assert settings_of(store.snapshot()).status.slow_pace == 0.6
    press(app, "恢复为设置文件的0.90")
    assert "略慢界限 0.60 → 0.90" in visible_text(app)
    press(app, "保存")
    assert settings_of(store.snapshot()) == settings()
    assert "现为0.90，来自设置文件" in visible_text(app)
    assert "保存" not in labels(app)
    assert len(list_uploads(store)) == 2


def test_a_wrong_number(app: AppTest) -> None:
    """A number that may not be is named with what would be right, and cannot be saved."""
    shown = visible_text(typed(app, "略慢界限", 1.5))
    assert "“略慢界限”不能是1.5，应为：不大于1" in shown
    assert "保存" not in labels(app)


def test_a_tolerance(app: AppTest, store: Store) -> None:
    """An indicator is chosen and gets its tolerance; from then on it is in the list."""
    (chooser,) = [box for box in app.selectbox if box.label == "为一项指标设容差"]
    chooser.set_value("tolerance.gdp_growth").run()
    shown = visible_text(typed(app, "地区生产总值增速容差（个百分点）", 5.0))
    assert "略慢 → 达到时序" in shown
    press(app, "保存")
    assert settings_of(store.snapshot()).tolerance == {"gdp_growth": 5.0}
    assert field(app, "地区生产总值增速容差（个百分点）").value == 5.0
    assert "保存" not in labels(app)


def test_somebody_else_was_first(app: AppTest, store: Store) -> None:
    """Who typed while another saved is told so, keeps what was typed, and saves after looking again."""
    typed(app, "略慢界限", 0.6)
    save_thresholds(
        store, OTHER, {"status.slow_pace": 0.85, "tasks.due_soon_days": 45.0}, "", seen=settings()
    )
    press(app, "保存")
    shown = visible_text(app)
    assert "李四把“略慢界限”由0.90改为0.85" in shown
    assert "略慢界限 0.85 → 0.60" in shown
    assert field(app, "临期（天）").value == 45
    assert settings_of(store.snapshot()).status.slow_pace == 0.85
    press(app, "保存")
    rules = settings_of(store.snapshot())
    assert (rules.status.slow_pace, rules.tasks.due_soon_days) == (0.6, 45)


def test_what_others_save_is_shown(app: AppTest, store: Store) -> None:
    """Where nothing is typed, the numbers follow what others save."""
    save_thresholds(store, OTHER, {"status.slow_pace": 0.85}, "", seen=settings())
    app.run()
    assert field(app, "略慢界限").value == 0.85
    assert "来自李四" in visible_text(app)


def test_the_legend_shows_the_thresholds_in_force(visit: Callable[..., AppTest], store: Store) -> None:
    """The legend of a page has the changed thresholds and the tolerances, exactly."""
    changes = {"status.slow_pace": 0.905, "status.stale_cycles": 2.0, "tolerance.gdp_growth": 0.3}
    save_thresholds(store, OTHER, changes, "", seen=settings())
    shown = visible_text(visit("overview", None))
    assert "进度比在 0.905 与 1 之间" in shown
    assert "没有进度比的，时序差不低于 −9.5 个百分点" in shown
    assert "最新数据早于 2 个报送周期以上" in shown
    assert "容差：地区生产总值增速0.3个百分点。" in shown


def test_the_record_in_words(app: AppTest, visit: Callable[..., AppTest]) -> None:
    """上报记录 lists the change with the threshold's name, before and after."""
    press(typed(app, "略慢界限", 0.6), "保存")
    record = visit("history", None)
    record.toggle[0].set_value(True).run()
    shown = visible_text(record)
    assert "阈值调整" in shown
    assert "略慢界限 0.90（设置文件） 0.60" in " ".join(shown.split())
