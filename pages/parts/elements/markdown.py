"""Text of a file as the label of a widget, which Streamlit renders as Markdown."""

from __future__ import annotations

import re
from typing import Final

_MARKUP: Final = re.compile(r"[\\`*_{}\[\]()#+\-.!|~<>$&]")
# Addresses and :names: become links and pictures in spite of backslashes; an invisible joiner prevents that.
_LINKS: Final = re.compile(r"(?i)(www|https?|@|:)(?=[\w.+:/-])")


def escape_markdown(text: str) -> str:
    """The text escaped so that it is shown as it is."""
    return _MARKUP.sub(r"\\\g<0>", _LINKS.sub("\\1\u2060", " ".join(text.split())))
