"""The browser on this machine: found, or put there through Debian's packages.

``python -m tests.browser.chromium`` makes sure that there is one, and a font with Chinese glyphs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.debian import install

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
    "chrome",
)
# Where installers put browsers without putting them on the PATH.
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    *(
        f"{os.environ.get(folder, '')}/{program}"
        for folder in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
        for program in ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
    ),
)
ADVICE = "未找到 Chromium、Chrome 或 Edge：请安装其中之一，或用 make test-fast 跳过浏览器测试。"


def find() -> str | None:
    """Path of a browser that Playwright can drive, None where there is none."""
    on_path = (shutil.which(name) for name in NAMES)
    elsewhere = (place for place in PLACES if Path(place).is_file())
    return next((path for path in (*on_path, *elsewhere) if path), None)


def has_chinese_font() -> bool:
    """Whether text will be measured with real glyphs; macOS and Windows always have them."""
    if not sys.platform.startswith("linux"):
        return True
    lister = shutil.which("fc-list")
    return bool(
        lister and subprocess.run([lister, ":lang=zh"], capture_output=True, check=False).stdout.strip()
    )


def missing() -> list[str]:
    """Debian's packages that would have to be installed."""
    return [
        *(["chromium"] if find() is None else []),
        *(["fontconfig", "fonts-noto-cjk"] if not has_chinese_font() else []),
    ]


def main() -> int:
    """Install what is missing where that is possible; exit code 1 if there is still no browser."""
    install(missing())
    if find() is None:
        sys.stderr.write(f"{ADVICE}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
