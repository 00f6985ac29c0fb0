"""Results that are computed once, and are freed with what they were computed from."""

from __future__ import annotations

import threading
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_ATTRIBUTE: Final = "_cached_results"
Owner = TypeVar("Owner")
P = ParamSpec("P")
T = TypeVar("T")


class _Results:
    """The results of one owner; whoever asks for one that is being computed waits for it."""

    def __init__(self) -> None:
        self.lock = threading.RLock()  # one cached function may call another
        self.by_call: dict[object, Any] = {}


def cached_on_owner(function: Callable[Concatenate[Owner, P], T]) -> Callable[Concatenate[Owner, P], T]:
    """Keep a function's results on its first argument, a snapshot or a board.

    ``functools.lru_cache`` would keep the argument alive as well: dozens of old snapshots with all their rows.
    """

    @wraps(function)
    def cached(owner: Owner, /, *arguments: P.args, **options: P.kwargs) -> T:
        results: _Results = vars(owner).setdefault(_ATTRIBUTE, _Results())
        call = (function, arguments, frozenset(options.items()))
        with results.lock:
            if call not in results.by_call:
                results.by_call[call] = function(owner, *arguments, **options)
            result: T = results.by_call[call]
            return result

    return cached
