"""Family T: proof of what people said (M3, M9)."""
