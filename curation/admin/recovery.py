"""A form that loses nothing: it can be shown as it was typed without being saved, and a refused save shows it again."""

from copy import copy

from django.contrib.admin.helpers import AdminErrorList
from django.db import IntegrityError, OperationalError
from django.utils.translation import gettext_lazy

from records.constraints import sentence_for

from ..conflicts import differences
from .forms import SHOW

BUSY = gettext_lazy("The database was too busy, so nothing was saved. What you typed is still here: save once more.")


class Refused(Exception):
    """A save that must not stand: everything is rolled back and the form shown again with the reasons."""

    def __init__(self, sentences):
        super().__init__(*sentences)
        self.sentences = sentences


REFUSALS = (Refused, IntegrityError, OperationalError)


def reasons_of(error):
    """Return in sentences why nothing was saved; `error` is one of the refusals."""
    match error:
        case Refused():
            return error.sentences
        case IntegrityError():
            return [sentence_for(error)]
        case _:
            return [BUSY]


def only_shown(request, data):
    """The request as if this data had come in it, to be shown and not to be saved."""
    showing = copy(request)
    showing.method, showing.POST = "POST", data.copy()
    showing.POST[SHOW] = "1"
    return showing


def not_sent(request):
    """The request as if nothing had come in it yet."""
    opening = copy(request)
    opening.method = "GET"
    return opening


class FormPage:
    """The page of an admin's form that is not rendered yet, from the context that it will be rendered with."""

    def __init__(self, context):
        self.context = context
        self.form = context["adminform"].form
        self.formsets = [inline.formset for inline in context["inline_admin_formsets"]]

    @classmethod
    def of(cls, response):
        """The page that the response is, or None where it is something else, such as a redirect."""
        context = getattr(response, "context_data", None)
        return cls(context) if context and "adminform" in context else None

    def forget_errors(self):
        """What is only shown was not sent off yet, so nothing is wrong with it."""
        for form in (self.form, *(row for formset in self.formsets for row in formset.forms)):
            form.errors.clear()
        for formset in self.formsets:
            formset.non_form_errors().clear()
        self._list_errors()

    def refuse(self, sentences):
        """Tell why what was sent off was not saved."""
        for sentence in sentences:
            if sentence not in self.form.non_field_errors():
                self.form.add_error(None, sentence)
        if self.context["original"]:
            self.context["subtitle"] = str(self.form.instance)  # as typed, like everything else on the page
        self._list_errors()

    def _list_errors(self):
        self.context["errors"] = AdminErrorList(self.form, self.formsets)

    def put_cursor(self, prefix, number, name):
        """Begin in this box of that row, if it is there."""
        for formset in self.formsets:
            if formset.prefix == prefix and number < len(formset.forms):
                formset.forms[number].fields[name].widget.attrs["autofocus"] = True

    def compare(self):
        """Show where the record and what is typed differ, if somebody else saved it or a suggestion is looked at."""
        if self.form.has_conflict or (self.form.is_bound and "remarks" in self.context):
            self.context["differences"] = differences(self.form, self.formsets)
            self.form.stand_on_the_newest()
