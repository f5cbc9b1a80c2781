"""API tokens: shown once, kept as a digest, ended by their day, their person or an admin."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from specs.models import Event, Scope, Token, Verb
from tests.cast import PASSWORD, signed_in_hours_ago

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
PAGE = "/account/tokens/"


def signed_in(user):
    """Signed in by the form, a moment ago: making a token asks for no password again."""
    client = Client()
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    return client


def issued(user, scopes=("read",), days=30):
    return Token.issue(user, "nightly job", list(scopes), TODAY() + timedelta(days=days))


def asked(client, **changes):
    given = {"name": "nightly job", "scopes": ["gate"], "expires_on": TODAY().isoformat()}
    return client.post(PAGE, given | changes)


def test_a_new_token_is_shown_once_and_only_its_digest_is_kept(alice):
    client = signed_in(alice)
    answer = asked(client)
    token = Token.objects.get()
    text = answer.context["fresh"]
    assert text in answer.content.decode()
    assert text.startswith(f"ops_{token.prefix}_")
    assert text not in client.get(PAGE).content.decode()
    assert not any(text[13:] in str(value) for value in Token.objects.values_list().get())
    assert text[13:] not in str(list(Event.objects.values_list()))
    assert Token.of(text) == token


def test_making_and_revoking_leave_events(alice):
    token, _ = issued(alice)
    signed_in(alice).post(f"{PAGE}{token.prefix}/revoke/")
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == [Verb.TOKEN_ISSUED, Verb.TOKEN_REVOKED]


@pytest.mark.parametrize("spoil", ["", "ops_", "ops_é", "{}x", "x{}", "ops_00000000_abc"])
def test_another_text_is_no_token(alice, spoil):
    _, text = issued(alice)
    assert Token.of(spoil.format(text)) is None


def test_a_revoked_token_is_refused(alice):
    token, text = issued(alice)
    signed_in(alice).post(f"{PAGE}{token.prefix}/revoke/")
    assert Token.of(text) is None


def test_a_token_lives_through_its_last_day_and_no_longer(alice):
    assert Token.of(issued(alice, days=0)[1])
    assert Token.of(issued(alice, days=-1)[1]) is None


def test_a_token_of_somebody_who_left_is_refused(alice):
    _, text = issued(alice)
    alice.is_active = False
    alice.save()
    assert Token.of(text) is None


def test_its_last_use_is_noted_at_most_once_a_minute(alice, django_assert_num_queries):
    _, text = issued(alice)
    Token.of(text)
    used = Token.objects.get().last_used_at
    assert used is not None
    with django_assert_num_queries(1):
        Token.of(text)
    assert Token.objects.get().last_used_at == used


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"expires_on": "2020-01-01"}, "Choose today or a later day."),
        ({"expires_on": "2999-01-01"}, "within a year"),
        ({"scopes": []}, "required"),
        ({"scopes": ["root"]}, "not one of the available choices"),
        ({"name": ""}, "required"),
    ],
)
def test_a_form_with_a_gap_comes_back_with_a_summary(alice, changes, words):
    answer = asked(signed_in(alice), **changes)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Token.objects.exists()


def test_making_one_long_after_signing_in_asks_for_the_password(alice):
    client = signed_in(alice)
    signed_in_hours_ago(client, 2)
    answer = asked(client)
    assert answer.status_code == 302
    assert "reauthenticate" in answer.url
    assert not Token.objects.exists()


def test_others_cannot_see_or_end_a_token_and_an_admin_can_end_it(alice, charlie, ada):
    token, text = issued(alice)
    assert "nightly job" not in signed_in(charlie).get(PAGE).content.decode()
    assert signed_in(charlie).post(f"{PAGE}{token.prefix}/revoke/").status_code == 404
    assert Token.of(text)
    assert signed_in(ada).post(f"{PAGE}{token.prefix}/revoke/").status_code == 303
    assert Token.of(text) is None


def test_every_scope_says_what_it_allows():
    assert all(len(scope.label.split()) >= 4 for scope in Scope)
