"""Properties of the whole check: what may count as valid, whatever is on record."""
