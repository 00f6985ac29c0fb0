"""The domain of the six lifts: what the numbers mean. Imports neither streamlit nor starlette."""
