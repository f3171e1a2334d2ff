"""Signatures, keys and what they prove."""
