"""Tests of nstgov; `make test` runs them."""
