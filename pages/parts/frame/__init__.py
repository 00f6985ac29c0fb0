"""The frame of every page: address, month, sign-in, error messages, header and footer."""

from parts.frame.address import (
    COMPARE,
    EDITION,
    EVERY,
    FOLLOW,
    INDICATOR,
    LEAD,
    LIFT,
    LIFTS,
    ONLY,
    SEQUENCE,
    SLIDE,
    STATE,
    THEME,
    THROUGH,
    UNIT,
    YEAR,
    follow_up_query,
    indicator_query,
    meeting_address,
    month_query,
)
from parts.frame.flash import run_action, show_flash
from parts.frame.guard import catch_errors, warn_of_damage, warn_of_wrong_address
from parts.frame.header import legend, name_tab, page_header, plain_header, update_time
from parts.frame.live import listen_for_updates
from parts.frame.notice import warn_administrator
from parts.frame.sections import choose_section
from parts.frame.session import COMMITTED, FILES_DONE, PREVIEW, REFUSED_MONTH
from parts.frame.sign_in import (
    administers,
    administrator_only,
    current_key,
    current_reporter,
    key_form,
    require_sign_in,
    visitor_box,
)
from parts.frame.signed_in import run_cookie_errand
from parts.frame.theme import theme_switch
from parts.frame.view import (
    available_months,
    board_of_last_year,
    current_board,
    current_month,
    current_snapshot,
    month_picker,
    queries_of_view,
)

__all__ = [
    "COMMITTED", "COMPARE", "EDITION", "EVERY", "FILES_DONE", "FOLLOW", "INDICATOR", "LEAD", "LIFT", "LIFTS", "ONLY",
    "PREVIEW", "REFUSED_MONTH", "SEQUENCE", "SLIDE", "STATE", "THEME", "THROUGH", "UNIT", "YEAR",
    "administers", "administrator_only", "available_months", "board_of_last_year", "catch_errors", "choose_section", "current_board",
    "current_key", "current_month", "current_reporter", "current_snapshot", "follow_up_query", "indicator_query", "key_form",
    "legend", "listen_for_updates", "meeting_address", "month_picker", "month_query", "name_tab", "page_header",
    "plain_header", "queries_of_view", "require_sign_in", "run_action", "run_cookie_errand", "show_flash",
    "theme_switch", "update_time", "visitor_box", "warn_administrator", "warn_of_damage", "warn_of_wrong_address",
]  # fmt: skip
