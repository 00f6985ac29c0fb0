"""Words of a file as the label of a widget: Streamlit takes labels for Markdown, and this is none."""

from __future__ import annotations

import re
from typing import Final

_MARKUP: Final = re.compile(r"[\\`*_{}\[\]()#+\-.!|~<>$&]")
# Addresses and :names: become links and pictures after the backslashes are gone; a joiner that nobody sees stops that.
_LIVE: Final = re.compile(r"(?i)(www|https?|@|:)(?=[\w.+:/-])")


def escape_markdown(text: str) -> str:
    """The text so that it is shown as it is."""
    return _MARKUP.sub(r"\\\g<0>", _LIVE.sub("\\1\u2060", " ".join(text.split())))
