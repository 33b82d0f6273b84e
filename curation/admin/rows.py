"""The pages of what belongs to a record, each row by itself."""

from django.utils.translation import gettext as _

from deals.refresh import refresh
from records.rows import owner_of

from ..publication import touched_by
from .base import CuratedAdmin, may, settle, take_version
from .forms import VersionedForm
from .recovery import Refused


class RowAdmin(CuratedAdmin):
    """A row that belongs to a record: saving it is saving the record."""

    form = VersionedForm

    def get_readonly_fields(self, request, obj=None):
        """A row stays with its record: moving it would change two records behind one version."""
        return (*super().get_readonly_fields(request, obj), *([self.model.OWNER] if obj else []))

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    def _may_touch(self, request, obj):
        """A row of a public record is public itself, and one of a withdrawn record may be again."""
        owner = obj and owner_of(obj)
        return not (owner and owner.published_at) or may(request.user, "publish", type(owner))

    def save_model(self, request, obj, form, change):
        owner = owner_of(obj)
        if not self._may_touch(request, obj):
            words = _("“%(record)s” is public: change it on its own page, where it is held as a suggestion.")
            raise Refused([words % {"record": owner}])
        take_version(owner, form.cleaned_data["version"] if change else owner.version)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        settle(owner_of(form.instance))

    def delete_model(self, request, obj):
        owner = owner_of(obj)
        take_version(owner, owner.version)
        touched = self.touched(obj)
        obj.delete()
        refresh(**touched)
        settle(owner)

    def lock(self, row):
        owner = owner_of(row)
        take_version(owner, owner.version)

    def after_going_back(self, row, before):
        refresh(**before)
        settle(owner_of(self.model._default_manager.get(pk=row.pk)))

    def touched(self, obj):
        """The row's record, and the other company that shows it."""
        touched = touched_by(owner_of(obj))
        companies = [value for name in ("company_id", "owner_id") if (value := getattr(obj, name, None))]
        return touched | {"company_ids": [*touched.get("company_ids", ()), *companies]}
