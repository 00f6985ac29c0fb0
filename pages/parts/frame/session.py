"""What a visit keeps in ``st.session_state`` and more than one piece asks for."""

from __future__ import annotations

from typing import Final

MONTH: Final = "month"  # the month looked at
WRONG_MONTH: Final = "wrong_month"  # what the address asked for, until it was told
REFUSED_MONTH: Final = "refused_month"  # the same while this run lasts
PREVIEW: Final = "preview"  # of the chosen file, and what it was made of
FILES_DONE: Final = "files_done"  # how many were committed: each chooser is another one
