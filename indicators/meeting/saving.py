"""How editions and sequences are written: by somebody who may report, decided on the newest tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from indicators.access import NotAllowedError
from indicators.store import REPORTED, Change, StoreError, Upload

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.access import Reporter
    from indicators.store import Snapshot, Store

_LONGEST_NAME: Final = 40


class EditionError(StoreError):
    """An edition or a sequence that does not exist or cannot be made like this; the message is Chinese."""


def append_row(
    store: Store, table: str, by: Reporter | None, row_of: Callable[[Snapshot], dict[str, Any]]
) -> Snapshot:
    """Append the row that ``row_of`` makes from the newest tables, and return the tables with it.

    ``row_of`` may raise; it is called again when somebody else was first.

    Raises:
        NotAllowedError: nobody known (None), or somebody who may not report.
        StoreWriteError: nothing was written.
    """
    if by is None or by.only_looks:
        who = "定版和保存放映顺序" if by is None else f"“{by.name}”只能查看，定版和保存放映顺序"
        msg = f"{who}需要上报密钥或登录。"
        raise NotAllowedError(msg)
    upload = Upload.new(by.name)
    store.update(table, lambda now: Change(pd.DataFrame([row_of(now) | {"origin": REPORTED}]), upload))
    return store.snapshot()


def check_name(name: str, what: str) -> str:
    """A name as it is stored: without blanks around it, on one line, short enough."""
    plain = name.strip()
    if not plain or len(plain) > _LONGEST_NAME or not plain.isprintable():
        msg = f"{what}的名称“{name!s:.60}”不对，应为 1 至 {_LONGEST_NAME} 个字，如“2024年9月调度会”。"
        raise EditionError(msg)
    return plain
