"""The preview of what is delivered: verdict, issues, corrections, differences, the button, how it was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from indicators.period import today
from indicators.store import shared_store
from indicators.uploads import Preview, find_conflicts, find_duplicate, preview_file
from parts.frame import PREVIEW, current_snapshot
from parts.upload.commit import (
    commit_button,
    confirm_conflict,
    duplicate_notice,
    record_conflict,
    show_refusal,
)
from parts.upload.corrections import chosen_overrides, correction_widgets, reading_widgets
from parts.upload.differences import difference_table
from parts.upload.issues import check_verdict, count_open_questions, note_list, problem_list, question_list
from parts.upload.layout import layout_screen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.access import Reporter
    from indicators.reading import ReadOverrides
    from indicators.store import Snapshot
    from indicators.validation import UploadDecisions


@dataclass(frozen=True)
class Delivery:
    """What is delivered: a file that somebody chose, or values typed into a grid.

    Attributes:
        id: under which is kept what was chosen and confirmed for it.
        name: of the file.
        content: of the file.
        rows: line -> what its row is about, for typed values, whose lines nobody has seen.
    """

    id: str
    name: str
    content: bytes
    rows: Mapping[int, str] = field(default_factory=dict)


def review(delivery: Delivery, reporter: Reporter) -> None:
    """Everything there is to see and decide before a file is committed."""
    file = delivery.id
    snapshot = current_snapshot()
    preview = _cached_preview(delivery, snapshot, reporter, *chosen_overrides(file))
    duplicate = find_duplicate(shared_store(), preview)
    if duplicate:
        duplicate_notice(duplicate)
        # Read as another month's, the file would be another upload.
        layout_screen(preview, file)
        reading_widgets(preview, file)
        return
    open_questions = count_open_questions(preview, file)
    show_refusal(file)
    open_questions += not confirm_conflict(file)
    check_verdict(preview, open_questions, typed=bool(delivery.rows))
    if not delivery.rows:
        layout_screen(preview, file)
    problem_list(preview)
    correction_widgets(preview, file)
    question_list(preview, file)
    difference_table(preview, snapshot, with_lines=not delivery.rows)
    if preview.accepted and not preview.checked.rows.empty:
        typed = bool(delivery.rows)
        commit_button(shared_store(), preview, file, open_questions=open_questions, typed=typed)
    note_list(preview)
    if not delivery.rows:
        reading_widgets(preview, file)


def _cached_preview(
    delivery: Delivery,
    snapshot: Snapshot,
    reporter: Reporter,
    overrides: ReadOverrides,
    decisions: UploadDecisions,
) -> Preview:
    """The preview, computed again only when content, choices or tables have changed."""
    inputs = (delivery, overrides, decisions, snapshot.version, reporter, today())
    cached_inputs, cached = st.session_state.get(PREVIEW, (None, None))
    if cached_inputs != inputs:
        with st.spinner("正在读取和核对…"):
            preview = preview_file(
                delivery.content, name=delivery.name, snapshot=snapshot, reporter=reporter,
                today=today(), overrides=overrides, decisions=decisions, typed=delivery.rows,
            )  # fmt: skip
            if cached is not None and cached_inputs[0].id == delivery.id:
                _keep_conflicts(delivery.id, cached, snapshot)
            cached = preview
            st.session_state[PREVIEW] = (inputs, cached)
    assert isinstance(cached, Preview)  # noqa: S101 - session state has no types
    return cached


def _keep_conflicts(file: str, before: Preview, snapshot: Snapshot) -> None:
    """Keep what somebody else changed in the values of this file while it was checked."""
    if before.table is not None and len(before.checked.rows):
        record_conflict(file, find_conflicts(shared_store(), before, snapshot))
