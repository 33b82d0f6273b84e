"""Who may do what at the desk: three groups, made by a migration and given back by `manage.py roles`.

Contributors enter drafts and suggest changes of what is public. Editors publish, answer what was handed in, change what
is public, decide and judge. Senior editors merge, withdraw and delete. A superuser may do everything.
"""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from records.rows import data_models

CONTRIBUTORS, EDITORS, SENIOR_EDITORS = ROLES = ("Contributors", "Editors", "Senior editors")
OURS = ("sources", "companies", "deals")
JUDGED = ("companylookalike", "deallookalike", "segment")  # what shows in public as soon as it is saved
LOOKED_UP = ("exchangerate",)


def permissions_of(role):
    """Return the permissions of one of the roles; each has those of the roles before it."""
    ours = Permission.objects.filter(content_type__app_label__in=OURS).exclude(content_type__model__in=LOOKED_UP)
    ours = ours.exclude(content_type__model__startswith="historical")
    entering = Q(codename__startswith="add_") | Q(codename__startswith="change_")
    judged = Q(content_type__model__in=JUDGED)
    in_forms = [model._meta.model_name for model in data_models() if model.OWNER]
    rows = Q(codename__startswith="delete_", content_type__model__in=in_forms)
    allowed = {
        CONTRIBUTORS: Q(codename__startswith="view_") | (entering & ~judged) | rows,
        EDITORS: Q(codename__startswith="publish_") | (entering & judged),
        SENIOR_EDITORS: Q(codename__startswith="withdraw_") | Q(codename__startswith="delete_"),
    }
    at_the_desk = {
        CONTRIBUTORS: ["view_submission"],
        EDITORS: ["change_submission", "view_merge"],
        SENIOR_EDITORS: ["add_merge"],
    }
    desk = Permission.objects.filter(content_type__app_label="curation")
    permissions = Permission.objects.none()
    for up_to in ROLES[: ROLES.index(role) + 1]:
        permissions |= ours.filter(allowed[up_to]) | desk.filter(codename__in=at_the_desk[up_to])
    return permissions.distinct()


def make_roles():
    """Make the groups, or give them back the permissions that the table above says."""
    for role in ROLES:
        group, _made = Group.objects.get_or_create(name=role)
        group.permissions.set(permissions_of(role))
