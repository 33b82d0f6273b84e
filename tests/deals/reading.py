"""Reading a list as its users do: the rows of the file, the titles on the page."""

import csv
import io


def rows(client, query="", name="deals"):
    response = client.get(f"/{name}.csv{query}")
    assert response.status_code == 200, response.content
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def titles(client, query="", name="deals"):
    return [row["title"] for row in rows(client, query, name)]


def shown(client, query="", name="deals"):
    """The titles of the page's rows."""
    response = client.get(f"/{name}/{query}")
    assert response.status_code == 200
    return [deal.title for deal in response.context_data["page"]]
