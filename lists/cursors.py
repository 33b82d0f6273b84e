"""Cursors: a place in an order of a list, as text for an address."""

import base64
import binascii
import json

from django.utils.crypto import constant_time_compare, salted_hmac

CHECK = 6  # bytes that only we can write, so that no made-up cursor reaches a query


class BadCursor(ValueError):
    """A cursor that no page of this order has given out."""


def write_cursor(sort, value, pk):
    """Return the place of a record in an order: what the order compares (a number, or a key in hex) and the id."""
    body = json.dumps([value, pk], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_check(sort, body) + body).decode().rstrip("=")


def read_cursor(sort, text):
    """Return what the order compares and the id. Raises BadCursor where it was cut or made up."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        value, pk = json.loads(raw[CHECK:])
    except (binascii.Error, ValueError, TypeError) as error:
        raise BadCursor from error
    if not constant_time_compare(raw[:CHECK], _check(sort, raw[CHECK:])):
        raise BadCursor
    return value, pk


def _check(sort, body):
    return salted_hmac("cursor", sort.encode() + body).digest()[:CHECK]
