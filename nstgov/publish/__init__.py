"""
The public site: one page for everything on record.

MkDocs Material renders the hand-written pages and one shell per kind and depth, and every record is stamped into its
shell. `building.build` makes the site in a folder, `serving.serving` shows it on this machine.
"""
