"""Family O: objections (M3, M4, M7, M17)."""
