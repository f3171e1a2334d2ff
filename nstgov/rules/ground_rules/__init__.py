"""Family G: the ground rules (M5, M9)."""
