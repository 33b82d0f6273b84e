import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from curation.roles import ROLES


@pytest.fixture
def sign_in():
    def sign_in(role):
        user = get_user_model().objects.create_user(role, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def contributor(sign_in):
    return sign_in(ROLES[0])


@pytest.fixture
def reviewer(sign_in):
    return sign_in(ROLES[1])


@pytest.fixture
def writer(contributor):
    return get_user_model().objects.get(username=ROLES[0])
