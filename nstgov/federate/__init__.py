"""Many repositories, one movement: each fetched, judged and summed up by itself, and folded upwards (M8, M11)."""
