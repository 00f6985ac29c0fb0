"""How a test types into a grid that Streamlit's AppTest runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    from streamlit.testing.v1 import AppTest


def shown(app: AppTest) -> pd.DataFrame:
    """The one grid of the page, as its widget began."""
    (editor,) = app.data_editor
    table: pd.DataFrame = editor.value
    return table


def type_into(app: AppTest, *cells: tuple[str, str, Any], added: tuple[dict[str, Any], ...] = ()) -> AppTest:
    """Type cells: the name in the first column of the row, the heading, what is typed; and new rows below.

    All that is typed into a grid is given at once: what is not given is as it was when the widget began.
    """
    (editor,) = app.data_editor
    names = editor.value.iloc[:, 0].tolist()
    edits: dict[int, dict[str, Any]] = {}
    for name, heading, cell in cells:
        edits.setdefault(names.index(name), {})[heading] = cell
    app.session_state[editor.key] = {"edited_rows": edits, "added_rows": list(added), "deleted_rows": []}
    app.run()
    assert not app.exception
    return app
