"""Plan years: begun from a draft, announced, closed."""

from indicators.years.announcement import Announcement, announcement
from indicators.years.closing import (
    ClosingError,
    close_year,
    edition_name,
    edition_of,
    reopen_year,
    why_not_closable,
)
from indicators.years.draft import (
    ADDED,
    CARRIED,
    LEFT,
    OPEN,
    Draft,
    DraftTarget,
    DraftTask,
    adopt,
    as_target_of,
    begin_draft,
    draft_text,
    fill_in,
    next_year,
    refuse,
    set_target,
    state_of,
    units_in,
)
from indicators.years.listing import list_years
from indicators.years.proposals import Proposal, proposals
from indicators.years.prospect import prospect
from indicators.years.publishing import PublishingError, Review, publish_draft, review_draft
from indicators.years.review import Closing, YearReview, closing_of, review_year
from indicators.years.saved_drafts import (
    DRAFT,
    PUBLISHED,
    DraftOvertakenError,
    SavedDraft,
    differences,
    discard_draft,
    names_in,
    save_draft,
    saved_draft,
)
from indicators.years.undone_tasks import Decision, wrong_decisions

__all__ = [
    "ADDED", "CARRIED", "DRAFT", "LEFT", "OPEN", "PUBLISHED", "Announcement", "Closing", "ClosingError", "Decision",
    "Draft", "DraftOvertakenError", "DraftTarget", "DraftTask", "Proposal", "PublishingError", "Review", "SavedDraft",
    "YearReview", "adopt", "announcement", "as_target_of", "begin_draft", "close_year", "closing_of", "differences", "discard_draft",
    "draft_text", "edition_name", "edition_of", "fill_in", "list_years", "names_in", "next_year", "proposals",
    "prospect", "publish_draft", "refuse", "reopen_year", "review_draft", "review_year", "save_draft", "saved_draft",
    "set_target", "state_of", "units_in", "why_not_closable", "wrong_decisions",
]  # fmt: skip
