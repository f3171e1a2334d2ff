"""Tests of the judge on real git: honest changes and hostile ones."""
