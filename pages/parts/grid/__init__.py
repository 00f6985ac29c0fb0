"""Values typed into a grid: the same checks, preview and commit as a file's."""

from parts.grid.grid import Grid, grid_section
from parts.grid.month_values import month_values

__all__ = ["Grid", "grid_section", "month_values"]
