"""The rules, each held against its own page and against tables of edges."""
