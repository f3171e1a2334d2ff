"""Family P: proposals (M3 to M5, M8)."""
