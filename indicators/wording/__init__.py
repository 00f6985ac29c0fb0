"""How numbers, verdicts and what lies ahead are written, so that they read the same everywhere."""

from indicators.wording.numbers import (
    amount,
    number,
    percent,
    points_text,
    short_number,
    value_text,
    yoy_text,
)
from indicators.wording.outlook import (
    chance_text,
    method_text,
    months_left_text,
    needed_sentence,
    needed_text,
    outlook_text,
    year_end_text,
)
from indicators.wording.verdicts import (
    STATUS,
    TASK_STATUS,
    Verdict,
    asks,
    gap_label,
    gap_text,
    headline,
    span_text,
    target_text,
    ytd_text,
)

__all__ = [
    "STATUS",
    "TASK_STATUS",
    "Verdict",
    "amount",
    "asks",
    "chance_text",
    "gap_label",
    "gap_text",
    "headline",
    "method_text",
    "months_left_text",
    "needed_sentence",
    "needed_text",
    "number",
    "outlook_text",
    "percent",
    "points_text",
    "short_number",
    "span_text",
    "target_text",
    "value_text",
    "year_end_text",
    "yoy_text",
    "ytd_text",
]
