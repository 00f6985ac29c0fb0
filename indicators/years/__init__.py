"""Plan years: begun from a draft, announced, closed."""

from indicators.years.announcement import Announcement, announcement
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
    state_of,
)
from indicators.years.proposals import Proposal, proposals
from indicators.years.prospect import prospect
from indicators.years.publishing import PublishingError, Review, publish_draft, review_draft
from indicators.years.saved_drafts import (
    DISCARDED,
    DRAFT,
    PUBLISHED,
    DraftOvertakenError,
    SavedDraft,
    differences,
    names_in,
    save_draft,
    saved_draft,
)

__all__ = [
    "ADDED", "CARRIED", "DISCARDED", "DRAFT", "LEFT", "OPEN", "PUBLISHED", "Announcement", "Draft",
    "DraftOvertakenError", "DraftTarget", "DraftTask", "Proposal", "PublishingError", "Review", "SavedDraft", "adopt",
    "announcement", "as_target_of", "begin_draft", "differences", "draft_text", "fill_in", "names_in", "next_year",
    "proposals", "prospect", "publish_draft", "refuse", "review_draft", "save_draft", "saved_draft", "state_of",
]  # fmt: skip
