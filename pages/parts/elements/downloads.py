"""Links to reports: a folded menu, and the links alone for a menu of Streamlit's."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from indicators.export import REPORTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OF_A_MEETING: Final = (
    "slides.pptx",
    "circular.docx",
    "progress_table.xlsx",
    "progress_table.pdf",
    "meeting.zip",
)
_FORMATS: Final = {
    "csv": "CSV", "docx": "Word", "pdf": "PDF", "pptx": "PPT", "txt": "文本", "xlsx": "Excel", "zip": "全部，压缩包",
}  # fmt: skip


def report_links(reports: Iterable[str], query: Mapping[str, str]) -> str:
    """A link to each report of what the query asks for; the browser saves what comes."""
    return "".join(
        f'<a download href="{escape(address)}">{escape(name)}</a>'
        for name, address in report_addresses(reports, query).items()
    )


def report_addresses(reports: Iterable[str], query: Mapping[str, str]) -> dict[str, str]:
    """What each report is called, and its address from the site's root."""
    return {
        f"{REPORTS[report].title}（{_FORMATS[report.rpartition('.')[2]]}）": f"./api/v1/reports/{report}?{urlencode(query)}"
        for report in reports
    }


def circular_link(query: Mapping[str, str]) -> str:
    """A link to the circular's text on the screen."""
    return f'<a href="{escape(f"./circular?{urlencode(query)}")}">通报全文（可复制）</a>'


def download_menu(links: str) -> str:
    """Links behind one quiet word."""
    return f'<details class="downloads"><summary>下载</summary><div>{links}</div></details>'
