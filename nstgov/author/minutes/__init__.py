"""
The minutes of a meeting as one simple text, and the records that are in it (M15, M19, M21).

`blocks` reads Markdown into headings, lines and lists; `sections` sorts these by what was done, with the words that
were said; `meeting` makes one record after another from them, each on top of those before. What is unclear becomes a
question with its line; nothing is guessed.
"""
