"""Figures as people write them: pure, without a database.

- `money`, `dates`: amounts and dates as precise as a report gives them, and how they are said
- `reading`: what an editor typed, read into these
- `passages`: whether quoted words say a value; `mentions`: what a pasted passage seems to say
- `text`: text made comparable, for search, sort keys and quotes
"""
