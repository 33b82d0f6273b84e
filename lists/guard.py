"""The guard against cells that a spreadsheet program would run as a formula (OWASP, "CSV Injection").

A text that begins with one of these signs, or its full-width form, gets one leading apostrophe: in Python, and in the
SQL of both databases, which write most files. `tests/lists/test_lines.py` compares the three.
"""

STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def guarded(text):
    """Return the text as it may stand in a cell."""
    return f"'{text}" if text.startswith(STARTS) else text


def guarded_on_sqlite(text):
    """Return SQL for the same; `text` is SQL and stands in it three times."""
    signs = "".join(sorted(STARTS, key=lambda sign: sign == "-"))  # a hyphen stands last in a class of signs
    return f"CASE WHEN {text} GLOB '[{signs}]*' THEN '''' || {text} ELSE {text} END"


def guarded_on_postgresql(text):
    """Return SQL for the same; `text` is SQL and stands in it three times."""
    signs = ", ".join(f"'{sign}'" for sign in STARTS)
    return f"CASE WHEN left({text}, 1) IN ({signs}) THEN '''' || {text} ELSE {text} END"
