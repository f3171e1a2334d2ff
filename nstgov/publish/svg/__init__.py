"""Pictures as static SVG."""
