"""Programs that keep the house: generated pages, and the scripts that `make` calls."""
