"""HTTP routes and middleware around the pages; ``app.py`` puts them together."""
