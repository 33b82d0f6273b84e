"""Whose request it is: the address that counts when failed sign-ins are counted."""

from django.conf import settings


def address(request):
    """Return the client's address: the peer's own, or what the outermost trusted proxy saw.

    Each of PROXY_COUNT trusted proxies adds its peer to X-Forwarded-For at the end; whatever stands before those
    entries was written by the client and counts nothing.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    if not settings.PROXY_COUNT:
        return peer
    hops = [hop.strip() for hop in request.headers.get("x-forwarded-for", "").split(",") if hop.strip()]
    return hops[-settings.PROXY_COUNT] if len(hops) >= settings.PROXY_COUNT else peer
