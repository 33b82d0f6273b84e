"""How any table is found, counted, paged and taken away.

- `views` makes a list's page, `pages` what stands on one page and leads on from it
- `filters` declares what an address may ask, `parameters` checks it, `cursors` keeps a place in an order
- `index` counts and selects in memory; `contents` reads what it holds, `snapshots` keeps that as files
- `search` finds words; `dataversion` says which state the data is in; `limits` stops what takes too long
- `columns` declares a table's columns; `files` makes a file of them, `lines` its lines, `cells` what the database
  writes into them; `guard` keeps formulas out
- `models`: the version of the data and what changed on the way to it
- `numbers` and `prepared` serve the queries of the others
"""
