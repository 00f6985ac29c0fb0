"""Plan years: begun from a draft, announced, closed."""
