"""Signing in is throttled by name and address, and nobody can talk himself out of it."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db

PASSWORD = "a long word of the editor"


def try_to_sign_in(password="wrong", name="ed", **headers):
    return Client().post("/admin/login/", {"username": name, "password": password, "next": "/admin/"}, **headers)


@pytest.fixture
def locked(editor):
    for _attempt in range(10):
        try_to_sign_in()


def test_after_ten_wrong_passwords_even_the_right_one_is_refused_for_a_while(locked):
    response = try_to_sign_in(PASSWORD)
    assert response.status_code == 429
    assert "Wait a quarter of an hour" in response.content.decode()


def test_nine_are_forgiven(editor):
    for _attempt in range(9):
        try_to_sign_in()
    assert try_to_sign_in(PASSWORD).status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_X_FORWARDED_FOR": "203.0.113.7"},
        {"HTTP_X_REAL_IP": "203.0.113.7"},
        {"HTTP_FORWARDED": "for=203.0.113.7"},
        {"HTTP_CLIENT_IP": "203.0.113.7"},
        {"HTTP_CF_CONNECTING_IP": "203.0.113.7"},
        {"HTTP_X_FORWARDED_FOR": "203.0.113.7, 203.0.113.8"},
    ],
)
def test_a_forged_header_does_not_lift_it(locked, headers):
    assert try_to_sign_in(PASSWORD, **headers).status_code == 429


def test_forged_headers_do_not_spread_the_attempts_either(editor):
    for attempt in range(10):
        try_to_sign_in(HTTP_X_FORWARDED_FOR=f"203.0.113.{attempt}")
    assert try_to_sign_in(PASSWORD).status_code == 429


def test_another_name_and_another_address_still_get_in(locked):
    get_user_model().objects.create_superuser("flo", password=PASSWORD)
    assert try_to_sign_in(PASSWORD, name="flo").status_code == 302
    assert try_to_sign_in(PASSWORD, REMOTE_ADDR="198.51.100.4").status_code == 302


def test_the_other_door_counts_too(locked):
    response = Client().post("/login/", {"username": "ed", "password": PASSWORD})
    assert response.status_code == 429


@pytest.mark.parametrize("forged", ["", "203.0.113.7, ", "203.0.113.7, 203.0.113.8, "])
def test_behind_a_proxy_that_was_named_only_what_it_added_counts(editor, settings, forged):
    settings.PROXY_COUNT = 1
    for attempt in range(10):
        try_to_sign_in(HTTP_X_FORWARDED_FOR=f"203.0.113.{attempt}, 198.51.100.9")
    assert try_to_sign_in(PASSWORD, HTTP_X_FORWARDED_FOR=f"{forged}198.51.100.9").status_code == 429
    assert try_to_sign_in(PASSWORD, HTTP_X_FORWARDED_FOR=f"{forged}198.51.100.10").status_code == 302


def test_without_the_throttle_the_right_password_would_be_found(editor):
    """The control: the same attempts with the throttle off."""
    with override_settings(AXES_ENABLED=False):
        for _attempt in range(10):
            try_to_sign_in()
        assert try_to_sign_in(PASSWORD).status_code == 302
