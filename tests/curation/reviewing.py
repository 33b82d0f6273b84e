"""Handing in and reviewing as contributors and editors do."""

from curation.models import Submission

from .typing import typed

QUEUE = "/admin/curation/submission/"


def form_of(record):
    return f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/change/"


def suggest(contributor, record, **changes):
    """Send the changes off as a contributor does, and return the submission."""
    address = form_of(record)
    response = contributor.post(address, typed(contributor, address, **changes))
    assert response.status_code == 302, response.context["errors"]
    return Submission.objects.waiting().latest("pk")


def review_page(submission):
    return f"{form_of(submission.record)}?submission={submission.pk}"


def sent_from(page, submission, **changes):
    """What the browser sends from a page that shows typed text."""
    form = page.context["adminform"].form
    typed = {name: form.data.getlist(name) for name in form.data if not name.startswith("_")}  # buttons apart
    return typed | {"submission": submission.pk} | changes
