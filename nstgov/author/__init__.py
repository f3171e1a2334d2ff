"""Making records: the beginning of a movement, and what is brought from elsewhere."""
