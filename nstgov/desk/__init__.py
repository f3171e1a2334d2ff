"""
The desk: the site on the secretary's own machine, with forms that save (M16, M19, M21).

`guard` says who is answered, `drafts` what a browser may hand over, `judging` whether it is sound, `journal` remembers
what was written and can still be taken back, `saving` writes it and takes it back, `committing` makes one change of
it, `desk_pages` and `application` are what a browser sees. Nothing here reads the clock or prints.
"""
