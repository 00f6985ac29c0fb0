"""A preview as plain values for programs, and as text for a terminal."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from indicators.frames import plain_records
from indicators.labels import (
    COLUMN_ROLES,
    PLACES,
    SEPARATOR_NAMES,
    SUBJECTS,
    TABLE_FACTS,
    join_clauses,
    join_statements,
)
from indicators.validation import UNCHANGED

if TYPE_CHECKING:
    from indicators.reading import Column, Fact, Issue, TableLayout
    from indicators.uploads.preview import Preview

_SEVERITIES = {"error": "错误", "confirm": "待确认", "info": "提示"}
_MOST_DIFFERENCES = 1000
_COMPARED = (
    "indicator", "task", "name", "period", "year", "phase", "old", "new", "old_terms", "new_terms", "change", "row",
)  # fmt: skip


def preview_json(preview: Preview, upload: str | None = None, *, repeated: bool = False) -> dict[str, Any]:
    """``{accepted, layout, problems, questions, notes, new, changed, unchanged, would_clear, differences, upload, …}``.

    ``upload`` is the id of the commit, None while nothing is written; ``repeated`` says that the very same file was
    committed before. At most the first thousand differences are listed.
    """
    table, source = preview.table, preview.source
    detected = table and source and {
        "form": source.format, "encoding": source.encoding or None, "separator": source.separator or None,
        "subject": table.subject,
    }  # fmt: skip
    return {
        "accepted": preview.accepted, "file": preview.file, "sha256": preview.sha256, "detected": detected,
        "layout": [_table_json(table) for table in preview.layout.tables],
        "problems": [_issue_json(issue) for issue in preview.problems],
        "questions": [_issue_json(issue) for issue in preview.questions],
        "notes": [_issue_json(issue) for issue in preview.notes],
        **preview.counts, "differences": _differences(preview), "upload": upload, "repeated": repeated,
    }  # fmt: skip


def _table_json(table: TableLayout) -> dict[str, Any]:
    return {
        "id": table.id, "sheet": table.sheet or None, "header_rows": list(table.header_rows), "form": table.form,
        "used": table.used, "facts": {name: asdict(fact) for name, fact in table.facts.items()},
        "columns": [_column_json(column) for column in table.columns], "fingerprint": table.fingerprint,
        "inferred": table.inferred, "open": [column.letters for column in table.open],
    }  # fmt: skip


def _column_json(column: Column) -> dict[str, Any]:
    return {
        "letters": column.letters, "heading": column.heading, "role": column.use, "role_label": _role_label(column),
        "certainty": column.certainty, "basis": column.basis or None,
    }  # fmt: skip


def _issue_json(issue: Issue) -> dict[str, Any]:
    return {
        "sheet": issue.sheet or None, "row": issue.row, "rows": list(issue.rows) or None,
        "column": issue.column or None, "code": issue.code, "found": issue.found or None, "message": issue.message,
        "fix": issue.fix or None,
    }  # fmt: skip


def preview_text(preview: Preview, upload: str | None = None, *, repeated: bool = False) -> str:
    """The preview for a terminal: layout, issues, counts and what came of it."""
    lines = [f"文件：{preview.file}", *layout_text(preview)]
    for issue in preview.issues:
        place = f"{issue.place}：" if issue.place else ""
        fix = f"　应为：{issue.fix}" if issue.fix else ""
        lines.append(f"[{_SEVERITIES[issue.severity]}] {place}{issue.message}{fix}")
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


def layout_text(preview: Preview) -> list[str]:
    """How the file was read: its form, and two lines a table; none for a file that could not be read."""
    if preview.source is None:
        return []
    source, tables = preview.source, preview.layout.tables
    parts = [
        f"格式：{source.format}",
        f"编码：{source.encoding}" if source.encoding else "",
        f"分隔符：{SEPARATOR_NAMES.get(source.separator, source.separator)}" if source.separator else "",
    ]
    lines = ["　".join(part for part in parts if part)]
    for table in tables:
        name = f"表{f'“{table.sheet}”' if table.sheet else ''}{f'（{table.id}）' if len(tables) > 1 else ''}"
        if table.used:
            lines += [f"{name}：{_facts_text(table)}", f"　列：{'；'.join(map(_column_text, table.columns))}"]
        else:
            lines.append(f"{name}：不读{'（推断）' if table.used_certainty == 'inferred' else ''}")
    return lines


def _facts_text(table: TableLayout) -> str:
    """内容：实际数；期间：2024年1—9月（标题A1，推断）；表头第3行."""
    first, last = table.header_rows
    facts = [_fact_text(name, table.facts[name]) for name in TABLE_FACTS if name in table.facts]
    return join_statements([*facts, f"表头第{first}行{f'至第{last}行' if last > first else ''}"])


def _fact_text(name: str, fact: Fact) -> str:
    words = {"subject": SUBJECTS, "unit": {"catalogue": "按目录"}}.get(name, {})
    value = words.get(fact.value, fact.value)
    if fact.certainty == "stated":
        return f"{TABLE_FACTS[name]}：{value}"
    place = f"{PLACES[fact.place]}{fact.where}"
    return f"{TABLE_FACTS[name]}：{value}（{join_clauses([place, '推断' if fact.certainty == 'inferred' else ''])}）"


def _column_text(column: Column) -> str:
    """C“完成情况”=累计（推断：标题写“累计”）."""
    certain = column.certainty != "inferred"
    reason = "" if certain else f"（推断{f'：{column.basis}' if column.basis else ''}）"
    return f"{column.label}={_role_label(column)}{reason}"


def _role_label(column: Column) -> str:
    """What the column is used for; a field of tasks and definitions by its heading."""
    return COLUMN_ROLES.get(column.use, column.heading)


def _differences(preview: Preview) -> list[dict[str, Any]]:
    rows = preview.checked.differences
    if rows.empty:
        return []
    rows = rows.rename(columns={"value": "new"} if "value" in rows else {})
    growths = ["growth", "old_growth"] if "growth" in rows and rows["growth"].notna().any() else []
    wanted = [column for column in (*_COMPARED, *growths) if column in rows]
    return plain_records(rows.loc[rows["change"].astype(str) != UNCHANGED, wanted].head(_MOST_DIFFERENCES))
