"""The first editor, so that a fresh checkout can be signed in to."""

import secrets

from django.contrib.auth import get_user_model

NAME = "editor"


def ensure_staff_user():
    """Make the first editor where there is no staff user; return the new password, else nothing."""
    if get_user_model().objects.filter(is_staff=True, is_active=True).exists():
        return ""
    return new_password()


def new_password():
    """Give the editor of a fresh checkout a new random password and return it."""
    password = secrets.token_urlsafe(15)
    user, _made = get_user_model().objects.get_or_create(username=NAME)
    user.is_staff = user.is_superuser = user.is_active = True
    user.set_password(password)
    user.save()
    return password
