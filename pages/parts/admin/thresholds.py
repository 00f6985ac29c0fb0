"""管理，阈值: each threshold with its value and source, and what a change would do before it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from indicators.catalogue import lifts
from indicators.frames import records
from indicators.labels import join_statements
from indicators.period import time_label
from indicators.threshold_changes import effects_of, effects_text, save_thresholds
from indicators.thresholds import (
    TOLERANCE,
    CurrentThreshold,
    ThresholdError,
    current_thresholds,
    settings_of,
    threshold_text,
    value_of,
)
from indicators.wording import exact_number
from parts.elements import banner, escape_markdown, stacked_table
from parts.frame import current_month, run_action, show_flash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from indicators.access import Reporter
    from indicators.settings import Settings
    from indicators.store import Snapshot, Store

_GROUPS: Final = {"判定": ("status", "tasks", "report"), "年末预计": ("forecast",), "上报核对": ("checks",)}
_COLUMNS: Final = 2
_FORM: Final = "thresholds_form"
# The result stands next to the button, which is far from the page's top.
_FLASH: Final = "admin_thresholds"


@dataclass(frozen=True)
class _Form:
    """The numbers on the screen.

    Attributes:
        number: a new one after each save, so that its inputs begin anew.
        seen: the thresholds that it began with.
        current: those in force now.
    """

    number: int
    seen: Settings
    current: Mapping[str, CurrentThreshold]

    def key(self, setting: str) -> str:
        """The key of a setting's input."""
        return f"threshold_{self.number}_{setting}"

    def typed(self) -> dict[str, float]:
        """The numbers that differ from those the form began with."""
        numbers = {setting: st.session_state.get(self.key(setting)) for setting in self.current}
        return {s: float(n) for s, n in numbers.items() if n is not None and n != value_of(self.seen, s)}

    def changes(self) -> dict[str, float | None]:
        """What was typed, to be saved: a number that is the file's again follows the file from then on."""
        return {s: None if n == self.current[s].in_file else n for s, n in self.typed().items()}


def thresholds_section(store: Store, reporter: Reporter) -> None:
    """All thresholds; next to them what the typed ones would change, and the button that saves them."""
    snapshot = store.snapshot()
    form = _form(snapshot)
    left, right = st.columns([3, 2], gap="large")
    with left:
        for title, sections in _GROUPS.items():
            st.html(f"<h2>{title}</h2>")
            _inputs(form, [setting for setting in form.current if setting.partition(".")[0] in sections])
        _tolerances(form)
    with right, st.container(border=True, key="card_threshold_effects"):
        st.html(f"<h2>将改变的判定 <small>截至{current_month().month_label}</small></h2>")
        if _effects(snapshot, form):
            _save_button(store, reporter, form)
        show_flash(_FLASH)


def _form(snapshot: Snapshot) -> _Form:
    """The form of this visitor; while nothing is typed it follows what others save."""
    rules, current = settings_of(snapshot), current_thresholds(snapshot)
    number, seen = st.session_state.get(_FORM, (0, rules))
    form = _Form(number, seen or rules, current)
    if form.seen != rules and not form.typed():
        form = _Form(number + 1, rules, current)
    st.session_state[_FORM] = form.number, form.seen
    return form


def _inputs(form: _Form, shown: Iterable[str]) -> None:
    """A number each, with what it decides and where its value comes from."""
    for position, setting in enumerate(shown):
        if position % _COLUMNS == 0:
            columns = st.columns(_COLUMNS)
        with columns[position % _COLUMNS]:
            _input(form, setting)


def _input(form: _Form, setting: str) -> None:
    key, known, value = form.key(setting), form.current[setting], value_of(form.seen, setting)
    threshold = known.threshold
    name = escape_markdown(threshold.name)
    label = f"{name}（{threshold.unit}）" if threshold.unit else name
    st.session_state.setdefault(key, _as_typed(known, value))
    if threshold.digits:
        digits = len(exact_number(value, threshold.digits).partition(".")[2])
        st.number_input(label, step=10.0**-threshold.digits, format=f"%.{digits}f", key=key)
    else:
        st.number_input(label, step=1, key=key)
    source = f"{known.by} {time_label(known.at)} 在线调整" if known.at else "设置文件"
    now = f"{threshold.rule}现为{threshold_text(threshold, known.value)}，来自{source}。"
    st.html(f'<p class="quiet">{escape(now)}</p>')
    if known.at:
        in_file = threshold_text(threshold, known.in_file)
        st.button(
            f"恢复为设置文件的{in_file}",
            key=f"{key}_reset",
            on_click=_put_back,
            args=(key, _as_typed(known, known.in_file)),
        )


def _as_typed(known: CurrentThreshold, value: float) -> float:
    """Whole numbers are typed as such."""
    return value if known.threshold.digits else int(value)


def _put_back(key: str, value: float) -> None:
    st.session_state[key] = value


def _tolerances(form: _Form) -> None:
    """The indicators that have a tolerance, and one that shall get one."""
    st.html("<h2>容差</h2>")
    every = {s: known for s, known in form.current.items() if s.startswith(f"{TOLERANCE}.")}
    typed = form.typed()
    shown = [s for s, known in every.items() if known.value or known.in_file or known.at or s in typed]
    added = st.selectbox(
        "为一项指标设容差",
        [setting for setting in every if setting not in shown],
        None,
        format_func=lambda setting: every[setting].threshold.name.removesuffix("容差"),
        key=f"threshold_{form.number}_added",
        placeholder="选择指标",
    )
    _inputs(form, [*shown, *([] if added is None else [added])])


def _effects(snapshot: Snapshot, form: _Form) -> bool:
    """What was typed, and what it would change; whether it may be saved."""
    changes = form.changes()
    if not changes:
        st.html('<p class="quiet">改动一个数，这里立即列出哪些指标、任务和预计会变，保存之前不生效。</p>')
        return False
    try:
        effects = effects_of(snapshot, changes, current_month())
    except ThresholdError as error:
        banner("bad", "不能保存", str(error))
        return False
    changed = effects[effects["changes"]]
    banner("warn" if len(changed) else "none", effects_text(effects), _in_words(form))
    if len(changed):
        rows = [_row(row) for row in records(changed)]
        st.html(stacked_table(rows, "将改变的判定"))
    return True


def _in_words(form: _Form) -> str:
    """略慢界限 0.90 → 0.85；临期 30天 → 45天."""
    parts = []
    for setting, after in form.typed().items():
        threshold = form.current[setting].threshold
        before = threshold_text(threshold, value_of(form.seen, setting))
        parts.append(f"{threshold.name} {before} → {threshold_text(threshold, after)}")
    return join_statements(parts)


def _row(row: dict[str, Any]) -> dict[str, str]:
    lift = lifts().get(row["lift"])
    projected = "预计" if row["what"] == "预计" else ""
    return {
        "变化": f"{projected}{row['before']} → {row['after']}",
        "六提": lift.short if lift else "",
        "名称": row["name"],
    }


def _save_button(store: Store, reporter: Reporter, form: _Form) -> None:
    note = st.text_input("备注", max_chars=200, placeholder="可不填", key=form.key("note"))
    if st.button("保存", type="primary", key="threshold_save"):
        changes = form.changes()
        # The next form begins with what is in force by then. What was typed is kept for it: saved it is no change any
        # more, refused it is looked at again.
        following = _Form(form.number + 1, form.seen, form.current)
        for setting in changes:
            st.session_state[following.key(setting)] = st.session_state[form.key(setting)]
        st.session_state[_FORM] = following.number, None
        run_action(
            _FLASH,
            lambda: save_thresholds(store, reporter, changes, note, seen=form.seen),
            "没有保存阈值",
            lambda count: (f"已保存{count}项阈值", "各页面已按新的阈值判定；可在“上报记录”撤回。"),
        )
