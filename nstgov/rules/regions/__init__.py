"""Family F: regions, and what was found in their repositories."""
