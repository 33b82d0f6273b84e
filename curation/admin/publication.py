"""The steps of a record: to review, into public view and out of it, after a save and from a list."""

from django.contrib import admin, messages
from django.db import IntegrityError, OperationalError, transaction
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from records.constraints import sentence_for
from records.models import Conflict, Record

from ..publication import NotReady, publish, withdraw
from ..review import hand_in

DONE = {
    Record.State.IN_REVIEW: gettext_lazy("“%s” was sent to review."),
    Record.State.PUBLISHED: gettext_lazy("“%s” was published."),
    Record.State.WITHDRAWN: gettext_lazy("“%s” was withdrawn."),
}
TOO_BUSY = gettext_lazy("The database was too busy, so nothing was done. Try once more.")

CHANGED_SINCE = gettext_lazy("Somebody else changed it after this page was shown: nothing was done, look at it again.")


def take_step(desk, request, record, step):
    """Take one step with the record; tell what came of it and return whether it was taken."""
    try:
        with transaction.atomic():
            step(desk, request, record)
    except NotReady as error:
        told = " ".join(error.gaps)
    except Conflict:
        told = CHANGED_SINCE
    except IntegrityError as error:
        told = sentence_for(error)
    except OperationalError:
        told = TOO_BUSY
    else:
        desk.message_user(request, DONE[record.state] % record, messages.SUCCESS)
        return True
    desk.message_user(request, f"“{record}”: {told}", messages.ERROR)
    return False


def publish_record(desk, request, record):
    publish(record, user=request.user)
    desk.after_publishing(record)


def hand_in_record(desk, request, record):
    hand_in(record, request.user, request.POST.get("change_reason", ""))


def withdraw_record(desk, request, record):
    withdraw(record)


def shown_versions(request):
    """Which version of each row a list showed, by id, as its form says."""
    return dict(one.split(":", 1) for one in request.POST.getlist("shown") if ":" in one)


def with_version(checkbox, row, record):
    """The box of a row in a list, with the version of its record that the list shows."""
    return format_html('{}<input type="hidden" name="shown" value="{}:{}">', checkbox, row.pk, record.version)


def take_step_as_shown(desk, request, record, step, version):
    """Take the step if the record still has the version that the page showed (None: it showed none)."""
    if version is not None and version != str(record.version):
        desk.message_user(request, f"“{record}”: {CHANGED_SINCE}", messages.ERROR)
    else:
        take_step(desk, request, record, step)


def _step_each(desk, request, records, step):
    """Each on its own: one that is not ready, or was changed since it was shown, stops nothing but itself."""
    shown = shown_versions(request)
    for record in records:
        take_step_as_shown(desk, request, record, step, shown.get(str(record.pk)))


@admin.action(description=gettext_lazy("Publish"), permissions=["publish"])
def publish_chosen(desk, request, queryset):
    _step_each(desk, request, queryset, publish_record)


@admin.action(description=gettext_lazy("Send to review"), permissions=["change"])
def send_to_review(desk, request, queryset):
    _step_each(desk, request, queryset, hand_in_record)


@admin.action(description=gettext_lazy("Withdraw from the public pages"), permissions=["withdraw"])
def withdraw_chosen(desk, request, queryset):
    _step_each(desk, request, queryset.published(), withdraw_record)
