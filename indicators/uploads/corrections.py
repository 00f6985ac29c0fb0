"""Corrections that programs and the command line send with a file: how it is to be read, and what its names mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from indicators.field_errors import expected_value
from indicators.labels import COLUMN_ROLES, SUBJECTS, VALUE_STATES, join_names, join_statements
from indicators.period import parse
from indicators.reading import ReadOverrides
from indicators.validation import indicator_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pydantic_core import ErrorDetails

    from indicators.reading import Layout, TableLayout
    from indicators.store import Snapshot

_ROLES: Final = {role: label for role, label in COLUMN_ROLES.items() if role != "undecided"}
_BY_CATALOGUE: Final = ("catalogue", "按目录")


class CorrectionError(ValueError):
    """A correction that says nothing, or nothing about this file; the message is Chinese."""


def _letters(text: str) -> str:
    letters = text.strip().upper()
    if not (letters.isascii() and letters.isalpha()):
        msg = "列号，如 C"
        raise ValueError(msg)
    return letters


def _code_of(labels: Mapping[str, str], more: Mapping[str, str]) -> Callable[[str], str]:
    """A code from what an office or a program calls it."""
    codes = {label: code for code, label in labels.items()} | {code: code for code in labels} | dict(more)

    def code_of(word: str) -> str:
        if word.strip() not in codes:
            msg = f"{'、'.join(labels.values())}之一"
            raise ValueError(msg)
        return codes[word.strip()]

    return code_of


_Role = Annotated[str, AfterValidator(_code_of(_ROLES, {"实际": "value"}))]
_Subject = Annotated[str, AfterValidator(_code_of(SUBJECTS, {"实际": "observations"}))]
_State = Annotated[str, AfterValidator(_code_of(dict(zip(VALUE_STATES, VALUE_STATES, strict=True)), {}))]
_Letters = Annotated[str, AfterValidator(_letters)]
_Month = Annotated[str, AfterValidator(lambda text: parse(text).key)]
_Unit = Annotated[str, AfterValidator(lambda text: _BY_CATALOGUE[0] if text in _BY_CATALOGUE else text)]


class TableCorrections(BaseModel):
    """What a table means instead of what was understood.

    Attributes:
        roles: letters of a column -> what it is for, a code or word of ``labels.COLUMN_ROLES``.
        subject: which table of the store it is for, a code or word of ``labels.SUBJECTS``.
        year: of its values.
        period: of its values.
        unit: of its values; 按目录 for the one of each indicator.
        state: 预计, 快报 or 正式.
        used: whether it is read.
        measure: whether numbers are since January or of their own month, where the file does not say.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    roles: dict[_Letters, _Role] = {}
    subject: _Subject | None = None
    year: Annotated[int, Field(ge=2000, le=2100)] | None = None
    period: _Month | None = None
    unit: _Unit | None = None
    state: _State | None = None
    used: bool | None = None
    measure: Literal["ytd", "month"] | None = None


class Corrections(TableCorrections):
    """What a file means instead of what was understood, and what its names mean.

    Attributes:
        tables: sheet or id of a table -> corrections of it alone; they go before the others.
        names: name as written -> name or id of the indicator it means.
        unused_names: names as written of rows that nobody wants.
    """

    tables: dict[str, TableCorrections] = {}
    names: dict[str, str] = {}
    unused_names: frozenset[str] = frozenset()

    def overrides(self, sheet: str | None = None) -> ReadOverrides:
        """How the file is to be read; of a workbook one sheet alone, if it is named."""
        tables = {name: ReadOverrides(**table.model_dump()) for name, table in self.tables.items()}
        own = self.model_dump(exclude={"tables", "names", "unused_names"})
        return ReadOverrides(sheet=sheet, tables=tables, **own)

    def indicators(self, snapshot: Snapshot) -> dict[str, str]:
        """Names as written and the ids of the indicators that they mean.

        Raises:
            CorrectionError: the catalogue has no such indicator.
        """
        known = indicator_names(snapshot)
        found = {written: known.find(meant) for written, meant in self.names.items()}
        _refuse(
            f"names.{written} = {self.names[written]}，应为：目录中的指标名称或编码，如"
            f"{join_names(known.nearest(self.names[written])) or next(iter(known.labels.values()))}"
            for written, indicator in found.items()
            if indicator is None
        )
        return {written: indicator for written, indicator in found.items() if indicator is not None}

    def refuse_unmatched(self, layout: Layout) -> None:
        """Corrections must be of tables and columns that the file has.

        Raises:
            CorrectionError: one is not.
        """
        if layout.tables:
            _refuse([*_unmatched("", self, layout.tables), *self._unmatched_tables(layout)])

    def _unmatched_tables(self, layout: Layout) -> Iterator[str]:
        for name, table in self.tables.items():
            own = [known for known in layout.tables if name in {known.id, known.sheet}]
            if own:
                yield from _unmatched(f"tables.{name}.", table, own)
            else:
                yield f"tables.{name}，应为：{join_names(known.id for known in layout.tables)}之一"


def read_corrections(given: str | Mapping[str, Any]) -> Corrections:
    """Corrections from JSON, or from its content.

    Raises:
        CorrectionError: a key or value is wrong; all of them are named with what would be right.
    """
    try:
        if isinstance(given, str):
            return Corrections.model_validate_json(given)
        return Corrections.model_validate(given)
    except ValidationError as error:
        _refuse(map(_wrong, error.errors()))
        raise


def _unmatched(path: str, corrections: TableCorrections, tables: Iterable[TableLayout]) -> Iterator[str]:
    known = dict.fromkeys(column.letters for table in tables for column in table.columns)
    missing = (letters for letters in corrections.roles if letters not in known)
    return (f"{path}roles.{letters}，应为：{join_names(known)}之一" for letters in missing)


def _wrong(error: ErrorDetails) -> str:
    # What is wrong with the name of an entry is marked so by pydantic.
    path = ".".join(str(part) for part in error["loc"] if part != "[key]")
    return f"{path or '全文'} = {error['input']!s:.60}，应为：{expected_value(error)}"


def _refuse(wrong: Iterable[str]) -> None:
    if listed := join_statements(wrong):
        msg = f"更正有误：{listed}。"
        raise CorrectionError(msg)
