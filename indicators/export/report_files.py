"""Reports as files: which there are, what each can be about, how each is made and called.

``indicators.reports`` is imported where a report is made: its libraries would take a good part of the server's start.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Final

from indicators.export.archive import archive
from indicators.export.figures import figures_table
from indicators.export.view import ViewError
from indicators.frames import as_csv
from indicators.history import observations_table
from indicators.labels import join_names
from indicators.store import safe_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from indicators.export.view import View
    from indicators.reports import Circular

_OPTIONS: Final = {"lift": "提", "indicator": "指标"}


class ReportError(Exception):
    """The machine or the office's template cannot make a report; the message is Chinese."""


@dataclass(frozen=True)
class Report:
    """One kind of report.

    Attributes:
        title: what it is called.
        make: makes the file of what is looked at.
        may: options that it can be asked with: ``lift``, ``indicator``.
        must: options that it cannot be made without.
    """

    title: str
    make: Callable[[View], bytes]
    may: tuple[str, ...] = ()
    must: tuple[str, ...] = ()

    @property
    def options(self) -> tuple[str, ...]:
        """All options that it takes."""
        return (*self.may, *self.must)


@dataclass(frozen=True)
class ReportFile:
    """A report that was made; ``name`` is what the file is called."""

    name: str
    content: bytes


def report_file(report: str, view: View) -> ReportFile:
    """The file of a report, named as in ``REPORTS``.

    Raises:
        ViewError: the report cannot be made of what is looked at.
        ReportError: this machine has no Chinese font, or the office's template is wrong.
    """
    from indicators.reports import NoChineseFontError, TemplateError

    kind, ending = REPORTS[report], report.rpartition(".")[2]
    for option, word in _OPTIONS.items():
        if getattr(view, option) is not None and option not in kind.options:
            msg = f"{kind.title}不按{word}生成，请去掉 {option}。"
            raise ViewError(msg)
    lacking = [option for option in kind.must if getattr(view, option) is None]
    if lacking:
        msg = f"{kind.title}要指明{join_names(f'{_OPTIONS[option]}（{option}）' for option in lacking)}。"
        raise ViewError(msg)
    try:
        content = kind.make(view)
    except (NoChineseFontError, TemplateError) as error:
        raise ReportError(str(error)) from error
    return ReportFile(safe_name(f"{kind.title}_{view.about}.{ending}".replace("/", "_")), content)


def _workbook(view: View) -> bytes:
    from indicators.reports import progress_table, progress_workbook

    return progress_workbook(progress_table(view.board))


def _pdf(view: View) -> bytes:
    from indicators.reports import progress_pdf, progress_table

    return progress_pdf(progress_table(view.board))


def _slides(view: View) -> bytes:
    from indicators.reports import meeting_slides

    return meeting_slides(
        view.snapshot,
        view.through,
        lifts=(view.lift,) if view.lift else (),
        order=view.edition.order if view.edition else (),
        name=view.edition.name if view.edition else "",
        last=view.last,
    )


def _circular(view: View) -> Circular:
    from indicators.reports import circular

    return circular(view.snapshot, view.board)


def _circular_document(view: View) -> bytes:
    from indicators.reports import circular_document, circular_template

    return circular_document(_circular(view), view.day, circular_template(view.store))


def _circular_text(view: View) -> bytes:
    return _circular(view).text.encode("utf-8-sig")


def _lift_sheet(view: View) -> bytes:
    from indicators.reports import lift_sheet

    return lift_sheet(view.snapshot, view.board)


def _indicator_sheet(view: View) -> bytes:
    from indicators.reports import indicator_sheet

    return indicator_sheet(view.snapshot, view.board, str(view.indicator))


def _figures(view: View) -> bytes:
    return as_csv(figures_table(view.board))


def _indicator_values(view: View) -> bytes:
    return as_csv(observations_table(view.snapshot, str(view.indicator), view.through))


def _meeting(view: View) -> bytes:
    """All that a meeting is about; what cannot be made gives its place to the reason."""
    from indicators.reports import NoChineseFontError, TemplateError

    files = {}
    for report in OF_A_MEETING:
        name = f"{REPORTS[report].title}.{report.rpartition('.')[2]}"
        try:
            files[name] = REPORTS[report].make(view)
        except (NoChineseFontError, TemplateError) as error:
            files[f"{name}未生成.txt"] = f"{error}".encode("utf-8-sig")
    return archive(files, datetime.combine(view.day, time()))


OF_A_MEETING: Final = (
    "progress_table.xlsx",
    "progress_table.pdf",
    "slides.pptx",
    "circular.docx",
    "circular.txt",
    "figures.csv",
)
REPORTS: Final[Mapping[str, Report]] = {
    "progress_table.xlsx": Report("完成情况表", _workbook, may=("lift",)),
    "progress_table.pdf": Report("完成情况表", _pdf, may=("lift",)),
    "slides.pptx": Report("汇报材料", _slides, may=("lift",)),
    "circular.docx": Report("通报", _circular_document, may=("lift",)),
    "circular.txt": Report("通报", _circular_text, may=("lift",)),
    "lift.pdf": Report("板块一页纸", _lift_sheet, must=("lift",)),
    "indicator.pdf": Report("指标一页纸", _indicator_sheet, must=("indicator",)),
    "indicator.csv": Report("指标数据与修订", _indicator_values, must=("indicator",)),
    "figures.csv": Report("完成情况数据", _figures, may=("lift",)),
    "meeting.zip": Report("会议资料", _meeting),
}
