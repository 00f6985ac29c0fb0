"""LibreOffice on this machine: found, or put there through Debian's packages; it shows what reports look like.

``python -m tests.programs`` makes sure that there is one.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = ("soffice", "libreoffice")
# Where installers put it without putting it on the PATH.
PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
PACKAGES = [
    "libreoffice-impress-nogui", "libreoffice-writer-nogui", "libreoffice-calc-nogui", "poppler-utils",
]  # fmt: skip
ADVICE = "未找到 LibreOffice：请安装后重试，或用 make test-fast 跳过需要它的测试。"


def find() -> str | None:
    """Path of LibreOffice, None where there is none."""
    on_path = (shutil.which(name) for name in NAMES)
    elsewhere = (place for place in PLACES if Path(place).is_file())
    return next((path for path in (*on_path, *elsewhere) if path), None)


def shown_by(program: str, profile: Path) -> Callable[[bytes, str], pypdf.PdfReader]:
    """What makes a PDF of a file and its ending, with a profile of its own: two that share one do not start."""

    def as_pdf(content: bytes, ending: str) -> pypdf.PdfReader:
        file = profile / f"report.{ending}"
        file.write_bytes(content)
        command = [program, f"-env:UserInstallation={(profile / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", str(profile), str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return pypdf.PdfReader(io.BytesIO(file.with_suffix(".pdf").read_bytes()))

    return as_pdf


def missing() -> list[str]:
    """Debian's packages that would have to be installed."""
    return PACKAGES if find() is None else []
