from . import companies, deals, merges, sources, submissions, users  # noqa: F401  (registers them)
