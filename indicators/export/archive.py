"""Several files in one zip, for a browser or a stick."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


def archive(files: Mapping[str, bytes], at: datetime) -> bytes:
    """A zip of files by their names, each of the time ``at``; Chinese names are marked as UTF-8, which Windows reads.

    The same files give the same bytes.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, at.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
