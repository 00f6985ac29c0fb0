"""The meeting: what is shown, in which order, as which edition, and who follows whom."""
