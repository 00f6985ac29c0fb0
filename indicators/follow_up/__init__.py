"""督办: what lags and what its unit answered, who has reported and who has not, and the reminders of both."""

from indicators.follow_up.answers import (
    LONGEST,
    LONGEST_NAME,
    Answer,
    AnswerError,
    Filled,
    newest_answer,
    record_answer,
    who_filled_in,
)
from indicators.follow_up.calendar import Calendar, UnitDue, reporting_calendar
from indicators.follow_up.decisions import Decision, record_decision
from indicators.follow_up.delivery import DeliveryError, Outbox, Reminder, services_by_name
from indicators.follow_up.entries import (
    ANSWER,
    CLOSE,
    COMMENT,
    DEEDS,
    REOPEN,
    Entry,
    closing_entry,
    entries_of_year,
    is_closed_in,
)
from indicators.follow_up.items import (
    ANSWERED,
    AWAITING,
    CLOSED,
    ITEM_STATES,
    OVERDUE,
    PROPOSED,
    Item,
    answer_due_day,
    items,
)
from indicators.follow_up.reminder import reminder_text
from indicators.follow_up.units import Share, UnitRecord, reports_on_time, unit_records

__all__ = [
    "ANSWER", "ANSWERED", "AWAITING", "CLOSE", "CLOSED", "COMMENT", "DEEDS", "ITEM_STATES", "LONGEST", "LONGEST_NAME", "OVERDUE",
    "PROPOSED", "REOPEN", "Answer", "AnswerError", "Calendar", "Decision", "DeliveryError", "Entry", "Filled", "Item", "Outbox",
    "Reminder", "Share", "UnitDue", "UnitRecord", "answer_due_day", "closing_entry", "entries_of_year", "is_closed_in", "items", "newest_answer",
    "record_answer", "record_decision", "reminder_text", "reporting_calendar", "reports_on_time", "services_by_name",
    "unit_records", "who_filled_in",
]  # fmt: skip
