"""The judge on a forge: what init writes for it, and how its steps behave with real git."""
