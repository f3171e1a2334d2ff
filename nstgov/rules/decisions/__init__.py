"""Family D: decisions, and what becomes of them (M2, M5 to M8)."""
