"""PDFs: a page of ``typst/`` set with the data of a report."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typst

if TYPE_CHECKING:
    from collections.abc import Mapping

_PAGES: Final = Path(__file__).parent / "typst"
# Families with simplified Chinese, the first one on this machine is used: Linux, Windows, macOS.
_CHINESE: Final = (
    "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "Hiragino Sans GB",
    "WenQuanYi Micro Hei", "SimHei",
)  # fmt: skip


class NoChineseFontError(Exception):
    """This machine cannot write Chinese; the message says what to install."""


def set_page(page: str, data: Mapping[str, Any]) -> bytes:
    """A page of ``typst/`` as PDF.

    Args:
        page: its name there, without its ending.
        data: what it shows, as plain values.

    Raises:
        NoChineseFontError: no font with Chinese characters is installed.
    """
    given = json.dumps({**data, "fonts": _chinese_fonts()}, ensure_ascii=False)
    return bytes(typst.compile(_PAGES / f"{page}.typ", root=_PAGES, format="pdf", sys_inputs={"data": given}))


@cache
def _chinese_fonts() -> list[str]:
    installed = set(typst.Fonts().families())
    known: list[str] = [family for family in _CHINESE if family in installed]
    if not known:
        msg = (
            "本机没有中文字体，无法生成 PDF。请安装任一中文字体后重试，"
            "如 Debian：apt install fonts-noto-cjk；Windows 自带微软雅黑。其他格式（xlsx、docx、pptx）不受影响。"
        )
        raise NoChineseFontError(msg)
    return known
