"""Who it is about.

- `models`: companies, their names, identifiers, owners and claims; `vocabulary`: the words of their fields
- `evidence`: what claims make of a company; `groups`: who belongs together; `derive`: columns that follow
- the list: `columns`, `filters`, `index`, `views`, `files`; the page: `page`, `changes`
"""
