"""The tables: their schemas, their keys, and the trail of columns that every row carries."""

from __future__ import annotations

from typing import Final

import pyarrow as pa

DEMO: Final = "演示"
PUBLIC: Final = "公开"
REPORTED: Final = "报送"
# The state of an edition or a sequence.
CURRENT: Final = "有效"
WITHDRAWN: Final = "已撤销"

# Which of two rows is newer: counts on with every commit, whatever the clocks of the machines say.
COMMIT: Final = "commit_number"

_S, _F, _I, _D = pa.string(), pa.float64(), pa.int32(), pa.date32()
_TRAIL: Final = {
    "origin": _S, "source": _S, "note": _S, "upload": _S, "row": pa.int64(),
    "reported_by": _S, "reported_at": pa.timestamp("us", tz="UTC"), COMMIT: pa.int64(),
}  # fmt: skip


def _schema(**columns: pa.DataType) -> pa.Schema:
    return pa.schema(columns | _TRAIL)


SCHEMAS: Final[dict[str, pa.Schema]] = {
    # Read before all others: its row is written last, and makes the rows of its upload count.
    "joint_uploads": _schema(tables=_S),
    "observations": _schema(indicator=_S, lift=_S, period=_S, value=_F, growth=_F, state=_S),
    "plans": _schema(
        indicator=_S, lift=_S, year=_I, period=_S, target=_F, comparator=_S, wording=_S, quote=_S, announced=_D
    ),
    "tasks": _schema(
        task=_S, lift=_S, title=_S, due=_D, due_basis=_S, quote=_S, responsible_unit=_S, lead_official=_S,
        state=_S, done_on=_D, evidence=_S, year=_I,
    ),
    "catalogue": _schema(
        indicator=_S, lift=_S, position=_I, headline=pa.bool_(), name=_S, unit=_S, kind=_S, direction=_S,
        decimals=_I, frequency=_S, responsible_unit=_S, lead_official=_S, definition=_S, aliases=_S, quote=_S,
        typical_low=_F, typical_high=_F, retired=_D,
    ),
    # A row with a deed (comment, close, reopen) is the office's, with its words in ``text``; one without is an answer.
    "follow_ups": _schema(
        subject=_S, lift=_S, period=_S, reason=_S, measure=_S, deadline=_D, person=_S, deed=_S, text=_S
    ),
    "announcements": _schema(year=_I, title=_S, document=_S, announced=_D, text=_S),
    "closings": _schema(
        year=_I, subject=_S, lift=_S, status=_S, actual=_F, state=_S, target=_F, completion=_F, gap=_F, gap_points=_F,
        pace=_F,
    ),
    "thresholds": _schema(setting=_S, value=_F),
    "drafts": _schema(year=_I, content=_S, state=_S),
    "names": _schema(department=_S, name=_S, indicator=_S),
    "layouts": _schema(department=_S, fingerprint=_S, title=_S, layout=_S, state=_S),
    "editions": _schema(edition=_S, name=_S, through=_S, versions=_S, screens=_S, state=_S),
    "sequences": _schema(name=_S, screens=_S, state=_S),
}  # fmt: skip
KEYS: Final[dict[str, tuple[str, ...]]] = {
    "joint_uploads": ("upload",), "announcements": ("year",), "closings": ("year", "subject"),
    "thresholds": ("setting",), "drafts": ("year",),
    "observations": ("indicator", "period"), "plans": ("indicator", "year", "period"), "tasks": ("task",),
    "catalogue": ("indicator",), "follow_ups": ("subject", "period"), "names": ("department", "name"),
    "layouts": ("department", "fingerprint"), "editions": ("edition",), "sequences": ("name",),
}  # fmt: skip
JOINT_UPLOADS: Final = "joint_uploads"
# The file beside the tables that names every table once made: a lost one is noticed.
MADE: Final = "tables.txt"
# Where the figures on a screen come from: an edition keeps the versions of these, a withdrawal deletes rows of them.
SHOWN: Final = (
    "joint_uploads", "observations", "plans", "tasks", "catalogue", "follow_ups", "announcements", "closings",
    "thresholds",
)  # fmt: skip
BY_LIFT: Final = ("observations", "plans", "tasks", "follow_ups")  # partitioned by the column ``lift``
# Every version must stay readable for good: editions and audits go back years.
KEEP_ALL_VERSIONS: Final = {
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
}
