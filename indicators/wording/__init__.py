"""How numbers, verdicts, issues and the outlook are written, so that they read the same everywhere."""

from indicators.wording.closings import (
    closed_word,
    final_number,
    has_result,
    missed_text,
    revised_text,
    year_message,
)
from indicators.wording.issues import ISSUES, MORE_ALIKE, MORE_ALIKE_REMEDY, SPLIT, Severity
from indicators.wording.messages import (
    LAGGING,
    ON_SCHEDULE,
    Message,
    board_message,
    closing_message,
    item_message,
    report_due_text,
    share,
    shares,
    urgent_tasks_message,
    waiting_text,
    year_end_share,
)
from indicators.wording.numbers import (
    amount,
    exact_number,
    growth_text,
    number,
    percent,
    short_decimals,
    short_number,
    value_text,
    yoy_clause,
    yoy_text,
)
from indicators.wording.outlook import (
    LIKELIHOOD,
    chance_text,
    method_text,
    months_left_text,
    needed_sentence,
    needed_text,
    outlook_text,
    rule_of_thumb_text,
    year_end_answer,
    year_end_text,
)
from indicators.wording.verdicts import (
    STATUS,
    TASK_STATUS,
    Verdict,
    gap_figure,
    gap_label,
    gap_text,
    headline,
    is_in_points,
    progress_text,
    report_request,
    report_sentence,
    span_text,
    target_text,
    task_detail,
    task_quote,
    ytd_text,
)

__all__ = [
    "ISSUES", "LAGGING", "LIKELIHOOD", "MORE_ALIKE", "MORE_ALIKE_REMEDY", "ON_SCHEDULE", "SPLIT", "STATUS", "TASK_STATUS", "Message",
    "Severity", "Verdict", "amount", "board_message", "chance_text", "closed_word", "closing_message",
    "exact_number", "final_number", "gap_figure", "gap_label", "gap_text", "growth_text", "has_result", "headline", "is_in_points", "item_message",
    "method_text", "missed_text", "months_left_text", "needed_sentence", "needed_text", "number", "outlook_text",
    "percent", "progress_text", "report_due_text", "report_request", "report_sentence", "revised_text", "rule_of_thumb_text",
    "share", "shares", "short_decimals", "short_number", "span_text", "target_text", "task_detail", "task_quote",
    "urgent_tasks_message", "value_text", "waiting_text", "year_end_answer", "year_end_share", "year_end_text",
    "year_message", "yoy_clause", "yoy_text", "ytd_text",
]  # fmt: skip
