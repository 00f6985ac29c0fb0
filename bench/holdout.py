"""Public series split in two: one half to tune parameters on, one held out that was never looked at while tuning."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.backtest import Series


def tuning_half(series: Series) -> Series:
    """The first, third, fifth … by name: parameters are tuned on these."""
    return _every_second(series, 0)


def holdout_half(series: Series) -> Series:
    """All others: what was tuned is judged on these."""
    return _every_second(series, 1)


def _every_second(series: Series, first: int) -> Series:
    """A city's sales and their volume, a province's two investments go together, for they move together."""
    source = {name: name.rsplit(" ", 1)[0] for name in series}
    wanted = set(sorted(set(source.values()))[first::2])
    return {name: values for name, values in series.items() if source[name] in wanted}
