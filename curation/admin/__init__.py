from . import companies, deals, sources  # noqa: F401  (registers them)
