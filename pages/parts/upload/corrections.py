"""Corrections on the page instead of in the file: how it is read, units, names, blanks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators.access import are_reportable
from indicators.labels import SEPARATOR_NAMES
from indicators.reading import ReadOverrides
from indicators.validation import UploadDecisions, indicator_names
from parts.elements import escape_markdown
from parts.frame import current_snapshot
from parts.upload.definition import new_indicator_form
from parts.upload.layout import layout_corrections

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.uploads import Preview

_AUTOMATIC = "自动识别"
_ENCODINGS = ["UTF-8", "GB18030", "UTF-16"]
# Issues that mean the file was probably read in a wrong way.
_MISREAD = {"no_header", "missing_year", "nothing_found", "unreadable_text"}
# In place of an indicator: nobody wants the row. Ids of indicators are ASCII.
_UNUSED = "不用"
# Unknown names of a file in the order they were first seen: a choice moves none of them.
_NAMES = "unknown_names_{}"
# More unknown names than this are no misspellings: it is the wrong file or heading.
_MOST_NAMES = 20


def chosen_overrides(file: str) -> tuple[ReadOverrides, UploadDecisions]:
    """What has been chosen in the widgets for this file so far."""

    def chosen(field: str) -> Any:  # noqa: ANN401 - a widget's value
        value = st.session_state.get(f"{field}_{file}")
        return None if value in {_AUTOMATIC, ""} else value

    names = {name: st.session_state.get(_name_key(file, name)) for name in _known_names(file)}
    overrides = ReadOverrides(
        encoding=chosen("encoding"), separator=chosen("separator"), header_row=chosen("header_row"), year=chosen("year"),
        tables=layout_corrections(file),
    )  # fmt: skip
    decisions = UploadDecisions(
        names={name: indicator for name, indicator in names.items() if indicator and indicator != _UNUSED},
        unused_names=frozenset(name for name, indicator in names.items() if indicator == _UNUSED),
        convert_units=bool(chosen("convert_units")), clear_blanks=bool(chosen("clear_blanks")),
    )  # fmt: skip
    return overrides, decisions


def correction_widgets(preview: Preview, file: str) -> None:
    """Widgets for the issues of this file that can be corrected here."""
    codes = {issue.code for issue in preview.issues}

    def is_needed(code: str, field: str) -> bool:
        return code in codes or bool(st.session_state.get(f"{field}_{file}"))

    units, blanks = is_needed("wrong_unit", "convert_units"), is_needed("would_clear", "clear_blanks")
    unknown = [issue.found for issue in preview.issues if issue.code == "unknown_indicator" and issue.found]
    # Names that have been explained stay, so that the choice can be changed.
    names = list(dict.fromkeys([*_known_names(file), *unknown]))
    st.session_state[_NAMES.format(file)] = names
    if not (units or blanks or names):
        return
    with st.container(border=True, key="card_mend"):
        st.html("<h2>在这里改正，不必改文件</h2>")
        if units:
            st.toggle("单位不同的数，按单位换算成目录中的单位", key=f"convert_units_{file}")
        if blanks:
            st.toggle("文件中为空的，清空现有数", key=f"clear_blanks_{file}")
        if names:
            _name_choices(preview, names, file)


def reading_widgets(preview: Preview, file: str) -> None:
    """Widgets for how the file is read; open where it was probably read in a wrong way."""
    misread = bool({issue.code for issue in preview.issues} & _MISREAD)
    if preview.source is not None or misread:
        with st.expander("更正识别结果", expanded=misread):
            _reading_choices(preview, file)


def _known_names(file: str) -> list[str]:
    names: list[str] = st.session_state.get(_NAMES.format(file), [])
    return names


def _name_key(file: str, name: str) -> str:
    return f"name_{file}_{name}"


def _leave_out(file: str, names: list[str]) -> None:
    for name in names:
        st.session_state[_name_key(file, name)] = _UNUSED


def _name_choices(preview: Preview, names: list[str], file: str) -> None:
    """For each unknown name the indicator that is meant, the likeliest first; remembered for the department."""
    snapshot = current_snapshot()
    rows = snapshot.catalogue
    own = rows[are_reportable(rows, preview.reporter, snapshot)]
    catalogue = dict(zip(own["indicator"], own["name"], strict=True))
    known = indicator_names(snapshot, preview.reporter.name)
    first = f"，先列{_MOST_NAMES}个" if len(names) > _MOST_NAMES else ""
    may_add = preview.reporter.is_administrator
    absent = "目录中没有的，可以新增。" if may_add else "目录中没有的，请管理员新增。"
    st.html(
        f"<h3>这{len(names)}个名称指的是哪个指标{first}</h3>"
        f'<p class="quiet">选定并提交后，本部门以后的文件自动对应。{absent}</p>'
    )
    undecided = [name for name in names if not st.session_state.get(_name_key(file, name))]
    if undecided:
        label = "其余都不用" if len(undecided) < len(names) else "都不用"
        st.button(
            f"{label}（{len(undecided)}行不报）",
            key=f"leave_out_{file}",
            on_click=_leave_out,
            args=(file, undecided),
        )
    labels = {"": "（请选择）", _UNUSED: "不用（不报这一行）"} | catalogue
    with st.grid(2, min_column_width=320, gap="small", key="unknown_names"):
        for number, name in enumerate(names[:_MOST_NAMES]):
            near = known.nearest(name)
            likely = [indicator for indicator, shown in catalogue.items() if shown in near]
            with st.container(horizontal=True, vertical_alignment="bottom", key=f"names_{number}"):
                st.selectbox(
                    escape_markdown(name),
                    list(dict.fromkeys(["", *likely, _UNUSED, *catalogue])),
                    format_func=labels.__getitem__,
                    key=_name_key(file, name),
                    filter_mode=None,
                )
                if may_add and name in undecided:
                    new_indicator_form(preview, name, number)


def _reading_choices(preview: Preview, file: str) -> None:
    source = preview.source
    with st.grid(4, min_column_width=220, gap="small", key="reading_choices"):
        if source is None or source.encoding:
            _select("编码", dict.fromkeys(_ENCODINGS), f"encoding_{file}")
            _select("分隔符", SEPARATOR_NAMES, f"separator_{file}")
        st.number_input("表头在第几行", 1, 200, None, key=f"header_row_{file}", placeholder=_AUTOMATIC)
        st.number_input("年份", 2000, 2100, None, key=f"year_{file}", placeholder=_AUTOMATIC)


def _select(label: str, labels: Mapping[str, Any], key: str) -> None:
    """A selection that starts with automatic detection."""
    st.selectbox(
        label, [_AUTOMATIC, *labels], format_func=lambda option: labels.get(option) or option, key=key, filter_mode=None
    )  # fmt: skip
