"""HTTP: what stands around the pages. Put together in ``app.py``."""
