"""The forty requests that a list has most work with: each must be answered in a quarter of a second, first or later."""

from .client import Connection

SORTS = ("-dated", "dated", "-usd", "usd", "title", "-updated")
SLOW = b"takes longer than this site allows"


def addresses(cells):
    """Every sort, of all and of a search; every parameter at its widest; bad input; the last page."""
    word, company = cells.common[0], cells.all["company with most deals"][0].ours.split("/")[2]
    return [
        *(f"?sort={sort}" for sort in SORTS),
        *(f"?q={word}&sort={sort}" for sort in SORTS),
        *(f"?kind=investment&sort={sort}&page=100" for sort in SORTS),
        *(f"?{name}=" for name in ("q", "kind", "year", "country")),
        *("?q=a", "?q=%25", "?q=_", f"?q={'+'.join(cells.common)}", f"?q={'word+' * 39}", f"?q={'word+' * 200}"),
        *("?page=100", "?per_page=100&page=100", "?per_page=100000", "?page=1000000000", "?after=x"),
        *("?usd_min=1", "?usd_max=999999999999", "?usd_min=1&usd_max=999999999&undisclosed=include&sort=usd"),
        *("?announced_after=2004-01-01", "?announced_before=2026-01-01&sort=title", "?added_after=2020-01-01"),
        *("?kind=investment&kind=acquisition&kind=partnership", "?sources_differ=yes&sort=-usd", "?role=investor"),
        *(f"?company={company}", f"?company={company}&group=wide&sort=title", "?undisclosed=only&standing=no_source"),
    ]


def slowest(cells, port):
    """Return the slowest first answer and the slowest later one as (seconds, address), and what was wrong."""
    connection, worst, faults = Connection(port), {}, []
    for which in ("first", "later"):
        for query in addresses(cells):
            answer = connection.get(f"/deals/{query}")
            worst[which] = max(worst.get(which, (0, "")), (answer.seconds, query))
            if answer.status not in (200, 400, 404) and not (answer.status == 503 and SLOW in answer.body):
                faults.append(f"{query}: status {answer.status}")
    connection.close()
    return worst | {"fault": "; ".join(faults)}
