"""Tests of the desk and of meetings."""
