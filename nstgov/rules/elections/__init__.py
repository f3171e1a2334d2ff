"""Family E: elections (M10)."""
