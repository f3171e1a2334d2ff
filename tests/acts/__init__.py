"""Whose act is it? Every kind of record at every proof, on real git with real keys: hostile and honest twins."""
