"""What stands around every page: address, tables, month, sign-in, guards, head and foot."""

from parts.frame.address import (
    COMPARE,
    EDITION,
    EVERY,
    FOLLOW,
    INDICATOR,
    LEAD,
    LIFTS,
    ONLY,
    SEQUENCE,
    SLIDE,
    THEME,
    indicator_query,
    meeting_address,
    month_query,
)
from parts.frame.flash import attempt, show
from parts.frame.guard import clear_errors, warn_of_wrong_address
from parts.frame.header import data_time_line, legend, lift_header, page_footer, page_header
from parts.frame.live import listen_for_updates
from parts.frame.session import FILES_DONE, PREVIEW, REFUSED_MONTH
from parts.frame.sign_in import ask_for_key, current_reporter, require_sign_in, visitor_box
from parts.frame.view import (
    available_months,
    choose_month,
    current_board,
    current_month,
    current_snapshot,
)

__all__ = [
    "COMPARE",
    "EDITION",
    "EVERY",
    "FILES_DONE",
    "FOLLOW",
    "INDICATOR",
    "LEAD",
    "LIFTS",
    "ONLY",
    "PREVIEW",
    "REFUSED_MONTH",
    "SEQUENCE",
    "SLIDE",
    "THEME",
    "ask_for_key",
    "attempt",
    "available_months",
    "choose_month",
    "clear_errors",
    "current_board",
    "current_month",
    "current_reporter",
    "current_snapshot",
    "data_time_line",
    "indicator_query",
    "legend",
    "lift_header",
    "listen_for_updates",
    "meeting_address",
    "month_query",
    "page_footer",
    "page_header",
    "require_sign_in",
    "show",
    "visitor_box",
    "warn_of_wrong_address",
]
