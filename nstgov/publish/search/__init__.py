"""
Search without a server: Pagefind's index of every page that says what it is.

`filters` says what a page can be found by, `hidden_words` what it is found by besides the words on it, `shards` makes
the index from finished pages and brings it into the site's folder, `canonical_index` puts what Pagefind wrote into one
order, so that the same pages give the same bytes.
"""
