from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class Desk(AdminSite):
    """Django's admin under our name."""

    site_title = _("AV Deal Tracker desk")
    site_header = _("AV Deal Tracker: the editors' desk")
    index_title = _("Records")
    enable_nav_sidebar = False

    def index(self, request, extra_context=None):
        """The records, and before them what waits for the editor and what has changed."""
        from curation.todo import recent_changes, waiting  # the apps are loaded after the site

        waits = {"waiting": waiting(), "changes": recent_changes()}
        return super().index(request, (extra_context or {}) | waits)
