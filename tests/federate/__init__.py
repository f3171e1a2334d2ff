"""Many repositories, one movement: real git repositories, fetched, judged and folded."""
