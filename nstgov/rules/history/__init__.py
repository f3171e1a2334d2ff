"""Family H: what has landed stays as it is (M13)."""
