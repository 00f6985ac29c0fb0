"""What was done about an item, folded: every answer and decision with who and when, the newest first."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from indicators.follow_up import DEEDS
from indicators.labels import day_label, join_statements
from indicators.period import time_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.follow_up import Entry


def log_html(entries: Sequence[Entry]) -> str:
    """The office's last words stand open, all else is folded."""
    last = entries[-1]
    open_line = f'<p class="last-words">{_line(last)}</p>' if last.answer is None else ""
    lines = "".join(f"<li>{_line(entry)}</li>" for entry in reversed(entries))
    return (
        f'{open_line}<details class="folded"><summary>办理记录{len(entries)}条</summary>'
        f'<ul class="lines follow-up-log">{lines}</ul></details>'
    )


def _line(entry: Entry) -> str:
    answer = entry.answer
    parts = (
        {"": entry.text}
        if answer is None
        else {
            "原因": answer.reason,
            "措施": answer.measure,
            "时限": day_label(answer.deadline, ""),
            "责任人": answer.person,
        }
    )
    said = join_statements(f"{label}：{text}" if label else text for label, text in parts.items() if text)
    who = f'<span class="quiet">{time_label(entry.at)} {escape(entry.by)}</span>'
    return f"{who} <b>{DEEDS[entry.deed]}</b>{f'　{escape(said)}' if said else ''}"
