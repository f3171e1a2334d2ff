"""Family A: circles, who belongs to them, and which stands above which (M1, M9, M11)."""
