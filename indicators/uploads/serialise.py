"""A preview as plain values for programs, and as text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.frames import records, to_plain
from indicators.labels import SEPARATOR_NAMES, SUBJECTS, join_names

if TYPE_CHECKING:
    from indicators.reading import Issue
    from indicators.uploads.preview import Preview

_MARKS = {"error": "错误", "confirm": "待确认", "info": "提示"}
_MOST_DIFFERENCES = 1000


def preview_json(preview: Preview, upload: str | None = None, *, repeated: bool = False) -> dict[str, Any]:
    """``{accepted, problems, questions, notes, new, changed, unchanged, would_clear, differences, upload, …}``.

    ``upload`` is the id of the commit, null while nothing is written; ``repeated`` says that the very same file
    had been committed before. At most the first thousand differences are listed.
    """
    table, source = preview.table, preview.source
    return {
        "accepted": preview.accepted,
        "file": preview.file,
        "sha256": preview.sha256,
        "detected": None
        if table is None or source is None
        else {
            "form": source.form,
            "encoding": source.encoding or None,
            "separator": source.separator or None,
            "sheet": table.sheet or None,
            "subject": table.subject,
            "layout": table.form,
            "header_rows": list(table.header_rows),
            "unit": table.unit or None,
            "ignored": table.ignored,
        },
        "problems": [issue_json(f) for f in preview.problems],
        "questions": [issue_json(f) for f in preview.questions],
        "notes": [issue_json(f) for f in preview.notes],
        **preview.counts,
        "differences": _differences(preview),
        "upload": upload,
        "repeated": repeated,
    }


def issue_json(finding: Issue) -> dict[str, Any]:
    """``{sheet, row, rows, column, code, found, message, fix}``; ``rows`` where the same stands in several."""
    return {
        "sheet": finding.sheet or None,
        "row": finding.row,
        "rows": list(finding.rows) or None,
        "column": finding.column or None,
        "code": finding.code,
        "found": finding.found or None,
        "message": finding.message,
        "fix": finding.fix or None,
    }


def preview_text(preview: Preview, upload: str | None = None, *, repeated: bool = False) -> str:
    """What a careful colleague would say of the file."""
    lines = [f"文件：{preview.file}", *layout_text(preview)]
    for finding in preview.findings:
        place = f"{finding.place}：" if finding.place else ""
        fix = f"　应为：{finding.fix}" if finding.fix else ""
        lines.append(f"[{_MARKS[finding.severity]}] {place}{finding.message}{fix}")
    counts = preview.counts
    lines.append(
        f"新增{counts['new']}个，更改{counts['changed']}个，不变{counts['unchanged']}个，留空{counts['would_clear']}个；"
        f"错误{len(preview.problems)}处，待确认{len(preview.questions)}处"
    )
    if repeated:
        lines.append(f"同一文件此前已经上报（编号 {upload}），未重复写入。")
    elif upload:
        lines.append(f"已写入，编号 {upload}。")
    elif not preview.accepted:
        lines.append("未通过检查，不会写入任何数据。")
    return "\n".join(lines)


def _heading(first: int, last: int) -> str:
    """The rows of the heading; nothing where none was found."""
    to = f"至第{last}行" if last > first else ""
    return f"表头：第{first}行{to}" if first else ""


def layout_text(preview: Preview) -> list[str]:
    """How the file was understood, in one line; nothing for a file that could not be read."""
    if preview.table is None or preview.source is None:
        return []
    table, source = preview.table, preview.source
    said = [
        f"内容：{SUBJECTS[table.subject]}", f"格式：{source.form}",
        f"编码：{source.encoding}" if source.encoding else "",
        f"分隔符：{SEPARATOR_NAMES.get(source.separator, source.separator)}" if source.separator else "",
        f"工作表：{table.sheet}" if table.sheet else "",
        _heading(*table.header_rows),
        f"单位行：{table.unit}" if table.unit else "",
        f"未采用的列：{join_names(table.ignored)}" if table.ignored else "",
    ]  # fmt: skip
    return ["　".join(part for part in said if part)]


_COMPARED = (
    "indicator", "task", "name", "period", "year", "phase", "old", "new", "change", "row",
)  # fmt: skip


def _differences(preview: Preview) -> list[dict[str, Any]]:
    rows = preview.checked.differences
    if rows.empty:
        return []
    rows = rows.rename(columns={"value": "new"} if "value" in rows else {})
    growths = ["growth", "old_growth"] if "growth" in rows and rows["growth"].notna().any() else []
    wanted = [column for column in (*_COMPARED, *growths) if column in rows]
    listed = rows.loc[rows["change"].astype(str) != "unchanged", wanted].head(_MOST_DIFFERENCES)
    return [{name: to_plain(cell) for name, cell in row.items()} for row in records(listed)]
