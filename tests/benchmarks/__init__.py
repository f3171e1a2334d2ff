"""Tests of what the benchmarks stand on: what they measure is real, and what they say of it is right."""
