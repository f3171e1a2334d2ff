"""`python -m nstgov` is the same as `nstgov`."""

from nstgov.cli import main

main()
