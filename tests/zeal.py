from zeal.middleware import zeal_middleware


def zeal_on_public_pages(get_response):
    """N+1 queries fail the tests; Django's admin asks once a row for each autocomplete box, so it is left out."""
    watched = zeal_middleware(get_response)

    def respond(request):
        return (get_response if request.path.startswith("/admin/") else watched)(request)

    return respond
