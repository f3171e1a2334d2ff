"""
Search without a server: Pagefind's index of every page that says what it is.

`found_by` says what a page can be found by, `shards` makes the index from finished pages, `canonical` puts what
Pagefind wrote into one order, so that the same pages give the same bytes, `writing` brings the index into the site's
folder, and `page` is the page on which people search.
"""
