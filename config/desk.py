from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class Desk(AdminSite):
    """Django's admin under our name."""

    site_title = _("AV Deal Tracker desk")
    site_header = _("AV Deal Tracker: the editors' desk")
    index_title = _("Records")
    enable_nav_sidebar = False
