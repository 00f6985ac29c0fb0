"""总览: the four headline figures, what must be followed up, the six lifts."""

from __future__ import annotations

from parts.board import Agenda, Foot, Head, Headlines, LiftRows
from parts.frame import current_board
from parts.sheet import Columns, show

show(current_board(None), Head(), Headlines(), Columns((LiftRows(), Agenda())), Foot())
