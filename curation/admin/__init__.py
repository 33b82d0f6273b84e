from . import companies, deals, merges, sources  # noqa: F401  (registers them)
