from . import companies, deals, merges, sources, submissions  # noqa: F401  (registers them)
