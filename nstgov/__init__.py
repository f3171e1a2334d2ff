"""nstgov: small circles decide by consent, on a public record that anyone can check."""

__version__ = "0.1.0"
