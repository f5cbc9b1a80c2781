"""Teams, people, the own account and the sign-in, as pages."""

import re

import pytest
from django.test import Client

from specs.models import Event, Role, Team, User, Verb
from tests.cast import PASSWORD, as_person

PAGES = ("/account/", "/people/", "/people/new/", "/people/alice/", "/teams/", "/teams/new/",
         "/teams/payments-core/")  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_an_admin_sees_every_page(page, ada, alice):
    assert as_person(ada).get(page).status_code == 200


@pytest.mark.parametrize(
    ("page", "status"), list(zip(PAGES, (200, 403, 403, 403, 200, 403, 200), strict=True))
)
def test_an_author_sees_teams_and_the_own_account_only(page, status, alice):
    assert as_person(alice).get(page).status_code == status


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_sent_to_the_sign_in_and_back(page, db):
    answer = Client().get(page)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={page}")


def test_everybody_sets_name_mail_and_looks(alice):
    change = {"full_name": "Alice A.", "email": "a@shop.example", "theme": "dark"}
    answer = as_person(alice).post("/account/", change | {"density": "compact"}, follow=True)
    alice.refresh_from_db()
    assert (alice.full_name, alice.theme, alice.density) == ("Alice A.", "dark", "compact")
    assert 'data-theme="dark"' in answer.content.decode()


def test_nobody_makes_themselves_an_admin(alice):
    change = {"full_name": "A", "theme": "dark", "density": "compact", "is_admin": "on"}
    as_person(alice).post("/account/", change)
    alice.refresh_from_db()
    assert not alice.is_admin


def new_person(**more):
    return {"username": "noor", "full_name": "Noor", "email": "", "password": "blue-herons-fly",
            "is_active": "on", **more}  # fmt: skip


def test_an_admin_adds_somebody_who_can_sign_in(ada):
    answer = as_person(ada).post("/people/new/", new_person(is_reviewer="on"))
    assert answer.status_code == 303
    assert User.objects.get(username="noor").is_reviewer
    signed_in = Client().post("/accounts/login/", {"login": "noor", "password": "blue-herons-fly"})
    assert signed_in.status_code == 302
    assert Event.objects.get(verb=Verb.PEOPLE).data["person"] == "noor"


def test_a_weak_first_password_is_refused_with_the_reason(ada):
    answer = as_person(ada).post("/people/new/", new_person(password="12345"))
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert not User.objects.filter(username="noor").exists()


def test_a_new_password_is_set_and_an_empty_one_keeps_the_old(ada, alice):
    known = {"username": "alice", "full_name": "Alice", "is_active": "on", "password": ""}
    as_person(ada).post("/people/alice/", known)
    assert User.objects.get(pk=alice.pk).check_password(PASSWORD)
    as_person(ada).post("/people/alice/", known | {"password": "blue-herons-fly"})
    assert User.objects.get(pk=alice.pk).check_password("blue-herons-fly")


def test_a_closed_account_cannot_sign_in(ada, alice):
    inside = as_person(alice)
    as_person(ada).post("/people/alice/", {"username": "alice", "full_name": "A", "password": ""})
    assert inside.get("/teams/").status_code == 302


def test_admins_do_not_lock_themselves_out(ada):
    answer = as_person(ada).post("/people/ada/", {"username": "ada", "password": ""})
    assert answer.status_code == 422
    ada.refresh_from_db()
    assert ada.is_admin and ada.is_active


def test_an_admin_founds_a_team_and_fills_it(ada, alice):
    admin = as_person(ada)
    answer = admin.post("/teams/new/", {"name": "Customer Platform"})
    assert answer["Location"] == "/teams/customer-platform/"
    team = Team.objects.get(slug="customer-platform")
    admin.post("/teams/customer-platform/people/", {"person": alice.pk, "role": Role.ADMIN})
    assert team.memberships.get().role == Role.ADMIN


def test_a_second_team_of_almost_the_same_name_is_refused(ada, payments):
    answer = as_person(ada).post("/teams/new/", {"name": "Payments  core"})
    assert answer.status_code == 422
    assert Team.objects.count() == 1


def test_a_team_admin_changes_roles_and_lets_people_go(bob, alice, payments):
    payments.memberships.filter(user=bob).update(role=Role.ADMIN)
    page = as_person(bob)
    page.post("/teams/payments-core/people/alice/", {"role": Role.READER})
    assert payments.memberships.get(user=alice).role == Role.READER
    page.post("/teams/payments-core/people/alice/remove/")
    assert not payments.memberships.filter(user=alice).exists()
    told = Event.objects.filter(verb=Verb.PEOPLE).order_by("pk").values_list("old", "new")
    assert list(told) == [("author", "reader"), ("reader", "")]


@pytest.mark.parametrize(
    "path", ["/teams/payments-core/", "/teams/payments-core/people/",
             "/teams/payments-core/people/bob/", "/teams/payments-core/people/bob/remove/"],
)  # fmt: skip
def test_an_author_does_not_run_the_team(path, alice, bob, payments):
    assert as_person(alice).post(path, {"role": Role.ADMIN, "name": "Mine"}).status_code == 403
    payments.refresh_from_db()
    assert payments.name == "Payments Core"


def test_a_private_team_is_unknown_to_strangers(payments, charlie, alice):
    payments.private = True
    payments.save()
    assert as_person(charlie).get("/teams/payments-core/").status_code == 404
    assert "Payments Core" not in as_person(charlie).get("/teams/").content.decode()


def test_lists_of_people_cost_the_same_for_few_and_many(
    ada, payments, django_assert_max_num_queries
):
    for at in range(12):
        payments.admit(User.objects.create_user(f"p{at}", full_name=f"P {at}"), Role.READER, ada)
    for page in ("/people/", "/teams/", "/teams/payments-core/"):
        client = as_person(ada)
        with django_assert_max_num_queries(8):
            client.get(page)


def test_the_demo_sign_ins_are_shown_in_demo_mode_only(client, db, settings):
    settings.OPSPORTAL_DEMO = False
    assert settings.DEMO_PASSWORD not in client.get("/accounts/login/").content.decode()
    settings.OPSPORTAL_DEMO = True
    page = client.get("/accounts/login/?next=/teams/").content.decode()
    assert settings.DEMO_PASSWORD in page
    assert page.count('value="/teams/"') == 1 + len(settings.DEMO_SIGN_INS)


def test_a_wrong_password_keeps_the_name_and_says_so(client, alice):
    answer = client.post("/accounts/login/", {"login": "alice", "password": "wrong"})
    page = answer.content.decode()
    assert 'value="alice"' in page
    assert "not correct" in page


def test_signing_in_returns_to_the_page_that_was_asked_for(client, alice):
    sent = {"login": "alice", "password": PASSWORD, "next": "/teams/"}
    assert client.post("/accounts/login/", sent)["Location"] == "/teams/"
    elsewhere = Client().post("/accounts/login/", sent | {"next": "https://evil.example/"})
    assert elsewhere["Location"] == "/"


@pytest.mark.parametrize(
    "path", ["signup/", "logout/", "password/change/", "password/reset/", "inactive/"]
)
def test_the_other_account_pages_stand_in_the_shell(path, alice):
    client = Client() if path in ("signup/", "password/reset/") else as_person(alice)
    page = client.get(f"/accounts/{path}")
    assert page.status_code == 200
    assert 'class="topbar"' in page.content.decode()


@pytest.mark.parametrize(
    "path", ["email/", "confirm-email/", "confirm-email/x/", "login/code/confirm/", ""]
)
def test_no_page_of_the_library_changes_a_person_past_the_trail(path, alice):
    assert as_person(alice).get(f"/accounts/{path}").status_code == 404


NEW = "blue-herons-fly"


def passwords_told():
    told = Event.objects.filter(verb=Verb.PEOPLE, data__password=True)
    return [(one.actor.username, one.data["person"]) for one in told]


def test_a_password_that_somebody_changes_stands_in_the_trail(alice):
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    answer = as_person(alice).post("/accounts/password/change/", given)
    assert answer.status_code == 302
    assert User.objects.get(pk=alice.pk).check_password(NEW)
    assert passwords_told() == [("alice", "alice")]
    assert NEW not in str(list(Event.objects.values()))


def test_a_change_that_is_refused_leaves_no_line(alice):
    given = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    as_person(alice).post("/accounts/password/change/", given)
    assert passwords_told() == []


def test_a_password_that_somebody_resets_by_mail_stands_in_the_trail(alice, mailoutbox):
    User.objects.filter(pk=alice.pk).update(email="alice@shop.example")
    client = Client()
    client.post("/accounts/password/reset/", {"email": "alice@shop.example"})
    [link] = re.findall(r"https?://[^/]+(/accounts/password/reset/key/\S+)", mailoutbox[-1].body)
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    assert User.objects.get(pk=alice.pk).check_password(NEW)
    assert passwords_told() == [("alice", "alice")]
