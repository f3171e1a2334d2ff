"""Measurements: ratios against peers, on generated records, in one run on one machine."""
