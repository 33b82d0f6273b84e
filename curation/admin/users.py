"""Accounts: what somebody may do follows from the groups, which are ticked."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _

admin.site.unregister(User)
admin.site.unregister(Group)


class TickBoxes:
    """Boxes to tick instead of Django's two lists, which need JavaScript and have no names for screen readers."""

    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        return super().formfield_for_manytomany(db_field, request=request, widget=CheckboxSelectMultiple, **kwargs)


@admin.register(User)
class Accounts(TickBoxes, UserAdmin):
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Permissions"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Dates"), {"fields": ("last_login", "date_joined"), "classes": ("collapse",)}),
    )


@admin.register(Group)
class Groups(TickBoxes, GroupAdmin):
    pass
