"""Every budget of the project measured beside its peers in one run, with what is kept and what is not."""
