"""How long it takes to save one deal in the admin: `DATABASE_URL=… python -m bench.saving` prints seconds as JSON."""

import json
import os
import sys
import time
from html.parser import HTMLParser
from statistics import median

SAVES, WARM = 15, 3
NEVER_SENT = ("submit", "button", "file", "image")


class Form(HTMLParser):
    """What a browser would send of a page's form as it stands."""

    def __init__(self, page):
        super().__init__()
        self.data, self.select, self.area = {}, "", ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        name, kind = given.get("name"), given.get("type", "text")
        sent = kind not in NEVER_SENT and (kind not in ("checkbox", "radio") or "checked" in given)
        if tag == "input" and name and sent:
            self.data.setdefault(name, []).append(given.get("value") or ("on" if kind == "checkbox" else ""))
        self.select = name or "" if tag == "select" else self.select
        if tag == "option" and self.select and "selected" in given:
            self.data.setdefault(self.select, []).append(given.get("value", ""))
        if tag == "textarea" and name:
            self.area = name
            self.data[name] = [""]

    def handle_endtag(self, tag):
        self.select = "" if tag == "select" else self.select
        self.area = "" if tag == "textarea" else self.area

    def handle_data(self, text):
        if self.area:
            self.data[self.area][0] += text.removeprefix("\n")


def main():
    from django.contrib.auth import get_user_model
    from django.test import Client

    from deals.models import Deal, DealClaim

    editor, _new = get_user_model().objects.get_or_create(username="bench", is_superuser=True, is_staff=True)
    client = Client(raise_request_exception=True)
    client.force_login(editor)
    ids = list(Deal.objects.published().order_by("pk").values_list("pk", flat=True)[: SAVES + WARM])
    # Made-up quotes do not hold what they are said to; a form takes them as inferred only.
    DealClaim.objects.filter(deal__in=ids).update(basis=DealClaim.Basis.INFERRED, note="Made up.")
    seconds = [save(client, pk) for pk in ids][WARM:]
    print(json.dumps({"median": median(seconds), "slowest": max(seconds)}))


def save(client, pk):
    """Change the summary of a deal in its form, as an editor would, and return the seconds of the answer."""
    from deals.models import Deal

    address = f"/admin/deals/deal/{pk}/change/"
    data = Form(client.get(address, follow=True).content.decode()).data
    words = f"Saved at {time.time()}"
    data |= {"summary": [words], "_save": ["Save"]}
    start = time.perf_counter()
    answer = client.post(address, data)
    seconds = time.perf_counter() - start
    if answer.status_code != 302 or Deal.objects.get(pk=pk).summary != words:
        raise SystemExit(f"Deal {pk} was not saved: {answer.status_code}")
    return seconds


if __name__ == "__main__":
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "ALLOWED_HOSTS": "testserver"}
    import django

    django.setup()
    sys.exit(main())
