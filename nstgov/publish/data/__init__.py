"""
Everything on record as data: tables whose columns say what they mean, as JSON and as CSV (M13).

A table is a row type and a function that yields its rows. The row type is the one source of the files, of their JSON
Schemas and of the page that explains them.
"""
