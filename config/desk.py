"""Django's admin under our name; what was typed into it survives an expired session and a changed CSRF token."""

import json
from functools import wraps

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

NOT_KEPT = ("csrfmiddlewaretoken", "_show")
FORMS = ("add_view", "change_view")
LONGEST_LINE, MOST_PARTIES = 400, 20
SEE_RECORDS = ("deals.view_deal", "companies.view_company", "sources.view_source")


def typed_fields(data):
    """What a form held when it was sent, as a list of names and values."""
    return [[name, value] for name, values in data.lists() if name not in NOT_KEPT for value in values]


def keeps_typed(view):
    """Whether the view is a form that can be shown as it was typed, without saving (curation.admin.recovery)."""
    desk = getattr(view, "model_admin", None) or getattr(view, "__self__", None)
    return getattr(desk, "keeps_typed", False) and view.__name__ in FORMS


class Desk(AdminSite):
    """Django's admin under our name."""

    site_title = _("AV Deal Tracker desk")
    site_header = _("AV Deal Tracker: the editors' desk")
    index_title = _("Records")
    enable_nav_sidebar = False

    def index(self, request, extra_context=None):
        """The records, and before them what waits for the editor and what has changed, for those who may see them."""
        from curation.todo import recent_changes, waiting, waiting_for  # the apps are loaded after the site

        context = dict(extra_context or {})
        if request.user.has_perms(SEE_RECORDS):
            context |= {"mine": waiting_for(request.user), "waiting": waiting(), "changes": recent_changes()}
        return super().index(request, context)

    def get_urls(self):
        return [path("understood/", self.admin_view(self.understood), name="understood"), *super().get_urls()]

    def understood(self, request):
        """What a line would be read as, for the form to say it at once."""
        from curation.readings import countries_of, reading_of

        if not request.user.has_perms(SEE_RECORDS):
            raise PermissionDenied
        given = request.GET
        countries = countries_of(given.getlist("company")[:MOST_PARTIES], given.getlist("name")[:MOST_PARTIES])
        line = given.get("line", "").replace("\0", "")[:LONGEST_LINE]
        clear, words = reading_of(given.get("what", ""), line, countries)
        return JsonResponse({"clear": clear, "words": str(words)})

    def admin_view(self, view, cacheable=False):
        """A form that is sent after the session has ended asks for the password and keeps what it holds."""
        guarded, keeps = super().admin_view(view, cacheable), keeps_typed(view)

        @wraps(view)
        def keeping(request, *args, **kwargs):
            is_sent = request.method == "POST"
            if is_sent and keeps and not self.has_permission(request):
                return self._sign_in_again(request)
            if is_sent and not keeps and "_show" in request.POST:
                return HttpResponseRedirect(request.get_full_path())  # typed text comes back to what is no form
            return guarded(request, *args, **kwargs)

        return keeping

    def _sign_in_again(self, request):
        context = self.each_context(request) | {
            "title": _("Log in"),
            "subtitle": None,
            "form": AdminAuthenticationForm(request),
            "app_path": reverse("admin:login"),
            "next": request.get_full_path(),
            "kept": json.dumps(typed_fields(request.POST)),
        }
        return render(request, "admin/login.html", context)

    @login_not_required
    def login(self, request, extra_context=None):
        """After the password has been given again, back to the form with what it held."""
        kept = request.POST.get("kept", "")
        response = super().login(request, (extra_context or {}) | {"kept": kept})
        if isinstance(response, HttpResponseRedirect) and (fields := kept_fields(request)):
            return back_to_form(request, request.POST["next"], fields)
        return response


def kept_fields(request):
    """What the sign-in page keeps of a form; nothing where it would lead to another site or is no such thing."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return []
    try:
        return [(str(name), str(value)) for name, value in json.loads(request.POST.get("kept", ""))]
    except (TypeError, ValueError):
        return []


def locked_out(request, response=None, credentials=None, *args, **kwargs):
    """Too many wrong passwords: even then what was typed is still there."""
    context = {"target": request.POST.get("next", ""), "fields": kept_fields(request)}
    return render(request, "429.html", context, status=429)


def back_to_form(request, target, fields, status=200):
    """A page with one button that brings typed text back to its form; nothing is saved by it."""
    context = {"target": target, "fields": fields, "signed_in": request.user.is_authenticated}
    return render(request, "back_to_form.html", context, status=status)


def csrf_failure(request, reason=""):
    """A token that was replaced meanwhile (another tab signed in) costs a click, not the text.

    Only where the browser says that the form was ours: another site's form gets the plain refusal.
    """
    match = request.resolver_match
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin" or (
        request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    )
    if match and match.view_name == "admin:login" and is_ours and (fields := kept_fields(request)):
        return back_to_form(request, request.POST.get("next", ""), fields, status=403)
    if match and keeps_typed(match.func) and is_ours:
        return back_to_form(request, request.get_full_path(), typed_fields(request.POST), status=403)
    return render(request, "403.html", {"has_old_token": True}, status=403)
