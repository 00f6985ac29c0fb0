"""What a piece of a page is: HTML, and the figures of the charts that have their places in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import plotly.graph_objects as go

    from indicators.evaluation import Board


@dataclass(frozen=True)
class Drawing:
    """HTML, and its charts by the names of their places; a name is unique on its page."""

    html: str
    figures: Mapping[str, go.Figure] = field(default_factory=dict)

    def within(self, start: str, end: str) -> Drawing:
        """The same between two tags; nothing stays nothing."""
        return Drawing(f"{start}{self.html}{end}", self.figures) if self.html else self

    @staticmethod
    def joined(drawings: Iterable[Drawing]) -> Drawing:
        """One after the other."""
        parts = list(drawings)
        figures = {name: figure for part in parts for name, figure in part.figures.items()}
        return Drawing("".join(part.html for part in parts), figures)


class Piece(Protocol):
    """A part of a page, frozen, so that what was drawn of a board is kept on the board for all visitors."""

    def draw(self, board: Board) -> Drawing:
        """The piece as it looks for this board; empty HTML where there is nothing to say."""
        ...


def chart_place(name: str, figure: go.Figure, alt: str, *, height: int | None = None) -> Drawing:
    """The place of a chart; ``alt`` is what a screen reader says of it.

    It is as high as its figure. A lower one gets bars without labels: only where what they say is written beside it.
    """
    place = (
        f'<div class="chart" data-chart="{escape(name)}" role="img"'
        f' aria-label="{escape(alt)}" style="height:{height or figure.layout.height}px"></div>'
    )
    return Drawing(place, {name: figure})


@dataclass(frozen=True)
class Columns:
    """Pieces side by side, one below the other where the screen is narrow; an empty one leaves its room to the others."""

    pieces: tuple[Piece, ...]

    def draw(self, board: Board) -> Drawing:
        """The pieces in one row."""
        columns = [piece.draw(board).within('<div class="column">', "</div>") for piece in self.pieces]
        return Drawing.joined(columns).within('<div class="columns">', "</div>")
