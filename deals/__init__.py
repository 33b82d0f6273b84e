"""What happened.

- `models`: deals, parties, milestones, claims, decisions; `models.vocabulary`: the words of their fields
- `comparison`: each claim beside what is recorded; `evidence`: what claims make of a deal, field by field
- `derive`: columns that follow; `refresh`: the one function that writes them
- the lists: `columns`, `filters` (what `usd_min` does), `index`, `facets`, `rows`, `views`, `files`
- `decisions`: what a decision covers
- the pages: `facts`, `changes`, `overview`, `chart`; `about`, `meanings`, `dictionary` explain the words and columns
"""
