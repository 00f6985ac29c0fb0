"""督办: what is asked of the responsible unit where something lags, and what it answered."""

from indicators.follow_up.answers import (
    LONGEST,
    Answer,
    AnswerError,
    Filled,
    newest_answer,
    record_answer,
    who_filled_in,
)

__all__ = ["LONGEST", "Answer", "AnswerError", "Filled", "newest_answer", "record_answer", "who_filled_in"]
