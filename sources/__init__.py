"""Who said it.

- `models`: sources, and what every claim has
- `agreement`: how a claim stands to what is recorded
- `standing`: how firmly a figure stands, and whether it may be cited
- `origins`: which report a claim comes from in the end; `citation`: how to cite it
- `shapes`: the forms of a claim's value; `rates`: US dollars by the European Central Bank's rates
- `vocabulary`: the words of its fields; `derive`: columns that follow
- the list: `columns`, `filters`, `index`, `views`, `files`
"""
