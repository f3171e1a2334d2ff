"""Tests of the house: what a newcomer reads and types, and what keeps the code in order."""
