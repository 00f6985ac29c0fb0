"""Tables with more indicators than the plan of 2024 has: each of them several times, under names of several lengths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from indicators.store.snapshot import Snapshot

_LONG = "（第{}片区及所属各街道和重点企业合计）"
_MORE_WORDS = "，并在全市各板块中保持前列、力争走在苏南前列，确保高质量完成"


def crowded(snapshot: Snapshot, count: int) -> Snapshot:
    """The tables with so many indicators, each second copy with a long name and many words in its plan."""
    catalogue = snapshot.catalogue
    log = dict(snapshot.log)
    more: dict[str, list[pd.DataFrame]] = {name: [] for name in ("catalogue", "observations", "plans")}
    for copy, first in enumerate(range(len(catalogue), count, len(catalogue)), start=1):
        taken = catalogue.head(count - first)
        name = taken["name"] + (_LONG if copy % 2 else "{}").format(copy)
        more["catalogue"].append(taken.assign(name=name, position=taken["position"] + 100 * copy))
        for table in ("observations", "plans"):
            more[table].append(log[table][log[table]["indicator"].isin(taken["indicator"])])
        if copy % 2:
            more["plans"][-1] = more["plans"][-1].assign(wording=more["plans"][-1]["wording"] + _MORE_WORDS)
        for rows in more.values():
            rows[-1] = rows[-1].assign(indicator=rows[-1]["indicator"] + f"_{copy}")
    for table, rows in more.items():
        log[table] = pd.concat([catalogue if table == "catalogue" else log[table], *rows], ignore_index=True)
    return type(snapshot)(snapshot.versions, log)
