"""Values typed into a grid: the same checks, preview and commit as a file's."""
