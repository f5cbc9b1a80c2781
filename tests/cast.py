"""The standing cast: Alice writes, Bob is on her team, Rita reviews, Charlie is a stranger."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from specs import sign_ins
from specs.models import Event, Membership, Role, Spec, Status, Team, User, Verb, policy
from specs.readiness import Policy, rules

PASSWORD = "correct horse battery staple"
BACKEND = "django.contrib.auth.backends.ModelBackend"
LENIENT = Policy(dict.fromkeys((rule.id for rule in rules()), "warning"))  # nothing blocks


def person(username: str, **flags: object) -> User:
    """Someone who can sign in with PASSWORD."""
    flags.setdefault("full_name", username.capitalize())
    email = f"{username}@shop.example"
    return User.objects.create_user(username, email, PASSWORD, **flags)


def as_person(user: User, **options: object) -> Client:
    """A client of its own, signed in as somebody."""
    client = Client(**options)
    client.force_login(user, backend=BACKEND)
    return client


def join(user: User, team: Team, role: Role = Role.AUTHOR) -> User:
    """Put someone on a team; the roles are read again."""
    Membership.objects.update_or_create(team=team, user=user, defaults={"role": role})
    user.__dict__.pop("roles", None)
    return user


def started(team: Team, by: User, name: str = "Checkout API") -> Spec:
    """A new draft without a row of content, to be quick; `Spec.start` makes the real thing."""
    spec = Spec.objects.create(team=team, name=name, created_by=by, updated_by=by)
    Event.record(spec, by, Verb.CREATED, new=name)
    return spec


def brought_to(spec: Spec, status: Status, author: User, reviewer: User) -> Spec:
    """Walk a draft to a status by the real moves."""
    if status != Status.DRAFT:
        spec.submit(author, reason="It is complete for this test.")
    if status in (Status.APPROVED, Status.IMPLEMENTED):
        spec.approve(reviewer)
    if status == Status.IMPLEMENTED:
        spec.implement(author, "deploy 4f9c21a")
    return spec


@pytest.fixture(autouse=True)
def lenient_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft of a test is nearly empty and approved all the same, unless it asks for `strict_policy`."""
    monkeypatch.setattr(policy, "STANDARD", LENIENT)


@pytest.fixture
def strict_policy(lenient_policy: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The policy of a fresh portal: every rule weighs what it says."""
    monkeypatch.setattr(policy, "STANDARD", Policy())


@pytest.fixture
def payments(db: None) -> Team:
    return Team.objects.create(name="Payments Core", slug="payments-core")


@pytest.fixture
def finance(db: None) -> Team:
    return Team.objects.create(name="Finance Systems", slug="finance-systems")


@pytest.fixture
def alice(payments: Team) -> User:
    """Author, Payments Core."""
    return join(person("alice"), payments)


@pytest.fixture
def bob(payments: Team) -> User:
    """Author on the same team."""
    return join(person("bob"), payments)


@pytest.fixture
def rita(db: None) -> User:
    """Reviewer, of no team."""
    return person("rita", is_reviewer=True, areas="Reliability, Data")


@pytest.fixture
def ruben(db: None) -> User:
    """A second reviewer."""
    return person("ruben", is_reviewer=True, areas="Security")


@pytest.fixture
def charlie(finance: Team) -> User:
    """A stranger: author in another team."""
    return join(person("charlie"), finance)


@pytest.fixture
def ada(db: None) -> User:
    """Admin of the portal."""
    return person("ada", is_admin=True)


@pytest.fixture
def dora(payments: Team) -> User:
    """Reads for Payments Core."""
    return join(person("dora"), payments, Role.READER)


@pytest.fixture
def on(client: Client) -> Callable[[User], Client]:
    """The client of this test, signed in as somebody: `on(rita).get(...)`."""

    def signed_in(user: User) -> Client:
        client.force_login(user, backend=BACKEND)
        return client

    return signed_in


@pytest.fixture
def spec(payments: Team, alice: User) -> Spec:
    """A draft that Alice began."""
    return started(payments, alice)


def signed_in_hours_ago(client: Client, hours: float) -> None:
    """Age the session of a client that is signed in."""
    session = client.session
    session[sign_ins.KEY] -= hours * 3600
    session.save()
