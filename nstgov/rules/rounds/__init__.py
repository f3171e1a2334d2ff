"""Family C: rounds, and what is said in them (M2)."""
