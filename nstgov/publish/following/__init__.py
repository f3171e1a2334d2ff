"""
What people follow: feeds of what happened, and calendars of what comes.

Everything here is made for one circle, one status or the whole movement by a function of its own, so that a build may
make only what changed.
"""
