from django import template
from django.utils.translation import gettext as _

from ..models import Role
from ..rows import newest_of, table

register = template.Library()


@register.simple_tag
def deals_by_role(company, most):
    """The company's newest deals as a table for each role that it has in them."""
    said = dict(Role.choices)
    return [
        (said[role], table(rows, _("Deals of %(company)s as %(role)s") % {"company": company, "role": said[role]}))
        for role, rows in sorted(newest_of(company, most).items())
    ]
