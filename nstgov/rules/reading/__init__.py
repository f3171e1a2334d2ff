"""Family Y: what reading the files brings to light."""
