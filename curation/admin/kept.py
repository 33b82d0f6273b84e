"""A form that loses nothing: it can be shown as it was typed without being saved, and a refused save shows it again."""

from copy import copy

from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext_lazy

from records.constraints import sentence_for

from ..conflicts import differences
from ..held import lay_over

BUSY = gettext_lazy("The database was too busy, so nothing was saved. What you typed is still here: save once more.")


class Refused(Exception):
    """A save that must not stand: everything is rolled back and the form shown again with the reasons."""

    def __init__(self, sentences):
        super().__init__(*sentences)
        self.sentences = sentences


def parts_of(context):
    """The form and the formsets of an admin page that was not rendered yet."""
    return context["adminform"].form, [inline.formset for inline in context["inline_admin_formsets"]]


class KeepsTyped:
    """Mixed into an admin whose form is a VersionedForm.

    A POST with `_show` is typed text that comes back from a page in between, such as the sign-in after an expired
    session: it is shown in the form and neither checked nor saved.
    """

    keeps_typed = True

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and "_show" in request.POST:
            return self.show_typed(request, request.POST, object_id, form_url, extra_context)
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            request.refusal = refusal.sentences
        except IntegrityError as error:
            request.refusal = [sentence_for(error)]
        except OperationalError:
            request.refusal = [BUSY]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def show_typed(self, request, data, object_id=None, form_url="", extra_context=None):
        """The form with `data` in it, for the editor to look at; nothing is saved."""
        request.method, request.POST, request.is_only_shown = "POST", data, True
        with transaction.atomic():
            return self._changeform_view(request, object_id, form_url, extra_context)

    def show_held(self, request, held, object_id, form_url="", extra_context=None):
        """The record's form as it is now with held changes laid over it, and what has moved on since in words."""
        as_it_is = copy(request)
        as_it_is.method = "GET"
        page = self._changeform_view(as_it_is, object_id, form_url, None)
        data, remarks = lay_over(held, *parts_of(page.context_data))
        return self.show_typed(request, data, object_id, form_url, (extra_context or {}) | {"remarks": remarks})

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", ())
        form.is_only_shown = getattr(request, "is_only_shown", False)
        return form

    def render_change_form(self, request, context, *args, **kwargs):
        form, formsets = parts_of(context)
        if getattr(request, "is_only_shown", False):
            self._forget_errors(context, form, formsets)
        if getattr(form, "has_conflict", False) or (form.is_bound and "remarks" in context):
            context["differences"] = differences(form, formsets)
        return super().render_change_form(request, context, *args, **kwargs)

    def _forget_errors(self, context, form, formsets):
        """What is only shown was not sent off yet, so nothing is wrong with it."""
        for one in (form, *(row for formset in formsets for row in formset.forms)):
            one.errors.clear()
        for formset in formsets:
            formset.non_form_errors().clear()
        context["errors"].clear()
