"""The course of a gap as small bars, a month each: above the line ahead of the schedule, below it behind."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def course_html(course: Sequence[float | None]) -> str:
    """The bars, the last of them the month looked at; nothing where no month has a gap."""
    known = {month: gap for month, gap in enumerate(course, start=1) if gap is not None}
    if not known:
        return ""
    longest = max(map(abs, known.values())) or 1.0
    bars = "".join(_bar(known.get(month), longest) for month in range(1, len(course) + 1))
    said = "，".join(f"{month}月{gap:+.1f}" for month, gap in known.items()).replace("-", "−")
    label = f"逐月时序差（百分点）：{said}"
    return (
        f'<span class="course" role="img" aria-label="{escape(label)}" title="{escape(label)}">{bars}</span>'
    )


def _bar(gap: float | None, longest: float) -> str:
    if gap is None:
        return "<i></i>"
    side = "ahead" if gap >= 0 else "late"
    return f'<i class="{side}" style="--length:{abs(gap) / longest:.3f}"></i>'
