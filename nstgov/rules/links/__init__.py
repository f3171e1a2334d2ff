"""Family L: links between circles (M10, M11, M15)."""
