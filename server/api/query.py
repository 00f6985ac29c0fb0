"""Query parameters, checked; what is wrong with them is said in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from indicators.export import open_view
from indicators.field_errors import expected_value
from indicators.period import Period, parse, today
from indicators.store import shared_store

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

    from indicators.export import View


class BadRequestError(Exception):
    """A wrong query or form; the message is Chinese."""


class ViewQuery(BaseModel):
    """What every answer can be asked about.

    Attributes:
        lift: one lift, all by default.
        through: the month, by default the one that pages open with.
        edition: an edition, by default the tables as they are.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    lift: str | None = None
    through: Annotated[str, AfterValidator(lambda text: parse(text).key)] | None = None
    edition: str | None = None

    def view(self) -> View:
        """What is looked at; raises as ``open_view``."""
        through = Period.from_key(self.through) if self.through else None
        return open_view(shared_store(), today(), **self.model_dump(include=_SUBJECT) | {"through": through})


class SubjectQuery(ViewQuery):
    """Adds ``indicator``: what is about one of them."""

    indicator: str | None = None


_SUBJECT = {"lift", "edition", "indicator"}
_Query = TypeVar("_Query", bound=BaseModel)


def parse_query(model: type[_Query], query: QueryParams) -> _Query:
    """The query as a model; raises ``BadRequestError`` that names parameter, value and what would be right."""
    names = [name for name, _ in query.multi_items()]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        msg = f"参数 {'、'.join(repeated)} 出现了不止一次"
        raise BadRequestError(msg)
    try:
        return model.model_validate(dict(query))
    except ValidationError as error:
        wrong = (
            f"参数 {e['loc'][0]} = {e['input']!s:.60}，应为：{expected_value(e)}" for e in error.errors()
        )
        raise BadRequestError("；".join(wrong)) from error
