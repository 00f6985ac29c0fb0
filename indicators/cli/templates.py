"""``template`` of ``python -m indicators``: a table to be filled in, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from indicators import uploads
from indicators.access import NotAllowedError
from indicators.cli.keys import key_option
from indicators.cli.shared import Command, OneOf, Result, through_option, whole_number, write_new
from indicators.evaluation import default_month
from indicators.frames import as_csv
from indicators.labels import SUBJECTS
from indicators.store import open_store
from indicators.uploads import UploadRefusedError

if TYPE_CHECKING:
    from indicators.access import Reporter
    from indicators.period import Period
    from indicators.store import Snapshot
    from indicators.uploads import Template


@click.command("template", cls=Command, help="下载模板：实际数、计划、任务进展、指标目录")
@click.argument("subject", type=OneOf(lambda: SUBJECTS))
@click.argument("file", metavar="文件.xlsx", type=Path)
@through_option
@click.option("--year", metavar="2025", callback=whole_number, help="计划的年份，默认为截至月份的年份")
@key_option
def template_command(
    subject: str, file: Path, through: Period | None, year: int | None, reporter: Reporter
) -> Result:
    """Write the reporter's template of a subject, as a workbook or as CSV."""
    if year is not None and subject != "plans":
        msg = "参数 --year 只用于计划（plans）的模板"
        raise click.UsageError(msg)
    snapshot = open_store().snapshot()
    template = _template(snapshot, subject, reporter, through or default_month(snapshot), year)
    rows = len(template.table)
    if not rows and not template.blank_rows:
        msg = f"“{reporter.name}”没有要填报的{template.title}，未写入文件。"
        raise UploadRefusedError(msg)
    _write(file, template)
    answer = {"file": str(file), "subject": subject, "rows": rows, "columns": [*template.table.columns]}
    return Result(answer, f"已写入“{file}”：{template.title}，{rows}项。")


def _template(
    snapshot: Snapshot, subject: str, reporter: Reporter, through: Period, year: int | None
) -> Template:
    if subject == "plans":
        return uploads.plans_template(snapshot, reporter, through, year)
    if subject == "tasks":
        return uploads.tasks_template(snapshot, reporter, through)
    if subject == "observations":
        return uploads.observations_template(snapshot, reporter, through)
    if not reporter.is_administrator:
        msg = "只有管理员可以增加或修改指标，请管理员下载指标目录的模板。"
        raise NotAllowedError(msg)
    return uploads.definitions_template(snapshot)


def _write(file: Path, template: Template) -> None:
    extension = file.suffix.lower()
    if extension not in {".xlsx", ".csv"}:
        msg = f"“{file}”不是 xlsx 或 csv 文件名，未写入，请改为如 计划.xlsx。"
        raise UploadRefusedError(msg)
    write_new(file, uploads.template_as_xlsx(template) if extension == ".xlsx" else as_csv(template.table))
