"""The domain of the six lifts: what the numbers mean. Imports neither streamlit nor starlette."""

import pandas as pd

# Texts as Python's own: the tables here are small, and Arrow's strings make a board a quarter slower and the check of
# an office's usual file almost twice as slow; of the longest file both are alike.
pd.options.mode.string_storage = "python"
