"""Small faults put into the judge, one at a time, to see whether a test fails of each: `make mutate`."""
