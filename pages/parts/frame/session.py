"""Keys of ``st.session_state`` that several modules use."""

from __future__ import annotations

from typing import Final

MONTH: Final = "month"  # the month shown
WRONG_MONTH: Final = "wrong_month"  # an unknown month in the address, until the warning is shown
REFUSED_MONTH: Final = "refused_month"  # the same, for the rest of this run
PREVIEW: Final = "preview"  # of the chosen file, with everything it was made from
FILES_DONE: Final = "files_done"  # number of committed files; a new one empties the file chooser
COMMITTED: Final = "committed"  # id of what was delivered and committed last
