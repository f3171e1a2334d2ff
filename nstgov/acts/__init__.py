"""
What somebody can put on record, told once for forms, commands and the desk: the acts, their fields and their words.

An act (`form_specs`) names the kind of record that it makes, where its file goes and what it asks for; its fields are
read off the record's own type (`fields`), their words stand in one table (`labels`), and `forms` brings the three
together in one language. For those who write by hand there is a template (`yaml_template`) and a record of the worked
example with remarks (`annotated_example`).
"""
