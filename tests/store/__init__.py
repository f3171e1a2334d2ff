"""Reading: from raw bytes to a movement, and everything that can be wrong with them."""
