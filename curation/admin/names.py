"""The buttons under a company's name that is not known: one that is likely, or a new one."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..naming import make_company


def choose_company(desk, request, object_id, extra_context):
    """The form of `desk` as typed, the chosen company in its box; a new one is entered as a draft."""
    _refuse_who_may_not_save(desk, request, object_id)
    data = request.POST.copy()
    box, _colon, chosen = request.POST["_choose"].rpartition(":")
    name = f"{box.rpartition('-')[0]}-company_named".lstrip("-")
    if chosen == "new":
        chosen = _new_company(desk, request, data.get(name, "").strip())
    if chosen:
        data[box], data[name] = chosen, ""
    return desk.show_typed(request, data, object_id, extra_context)


def _refuse_who_may_not_save(desk, request, object_id):
    record = object_id and desk.get_object(request, unquote(object_id))
    may = desk.has_change_permission(request, record) if record else desk.has_add_permission(request)
    if not may:
        raise PermissionDenied


def _new_company(desk, request, name):
    if not request.user.has_perm("companies.add_company"):
        raise PermissionDenied
    try:
        with transaction.atomic():
            company = make_company(name)
    except ValidationError as error:
        desk.message_user(request, " ".join(error.messages), messages.ERROR)
        return None
    words = _("“%(company)s” is a draft company now. Complete it on its own page before this is published.")
    desk.message_user(request, words % {"company": company}, messages.SUCCESS)
    return str(company.pk)
