"""The graph of the demo comes out as it was designed: who needs whom, who says so, and what stops."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from specs import graph, landscape, store
from specs.demo.texts import FOLDER, text_of
from specs.graph.failing import cycles, goes_on, stops
from specs.models import Dependency, Spec, Status, recount_stale
from specs.reader import read
from tests.cast import brought_to, started

# A, needs B, kind, and whether both sides say so: the table of design/demo/others.md.
EDGES = {
    ("Storefront Web", "Checkout API", "Hard", True),
    ("Storefront Web", "Identity", "Hard", True),
    ("Storefront Web", "Notification Hub", "Soft", False),
    ("Checkout API", "Identity", "Soft", True),
    ("Ledger API", "Checkout API", "Soft", True),
    ("Ledger API", "Identity", "Hard", False),
    ("Tax Export", "Ledger API", "Hard", True),
    ("Notification Hub", "Checkout API", "Soft", True),
    ("Notification Hub", "Identity", "Hard", False),
    ("Identity", "Notification Hub", "Hard", False),
}
OUTSIDE = {
    ("Checkout API", "Payment provider", "Hard"),
    ("Checkout API", "E-mail service", "Soft"),
    ("Notification Hub", "E-mail service", "Hard"),
}


@pytest.fixture(scope="module")
def demo():
    documents = [read(text_of(path.stem)).document for path in FOLDER.glob("*.md")]
    heads = [document["header"] for document in documents]
    nodes = [graph.Node(head["guid"], head["name"], tier=head["tier"]) for head in heads]
    return graph.build(nodes, {one["header"]["guid"]: graph.said_in(one) for one in documents})


def named(found, name):
    return next(node.id for node in found.nodes.values() if node.name == name)


def test_the_demo_has_the_edges_that_were_designed(demo):
    between = {
        (edge.source.name, edge.target.name, edge.kind, not edge.one_sided)
        for edge in demo.edges
        if edge.source.is_service and edge.target.is_service
    }
    assert between == EDGES


def test_what_is_outside_is_one_thing_for_all_who_use_it_and_own_parts_are_not_outside(demo):
    outside = [edge for edge in demo.edges if not edge.target.is_service]
    assert len(demo.nodes) == 6 + 2
    assert {(one.source.name, one.target.name, one.kind) for one in outside} == OUTSIDE
    assert {one.target.kind for one in outside} == {"outside"}
    assert len({one.target.id for one in outside if one.target.name == "E-mail service"}) == 1


def test_the_side_that_is_silent_is_named(demo):
    gaps = {edge.gap for edge in demo.edges if edge.gap}
    assert gaps == {
        "Notification Hub does not list Storefront Web as downstream.",
        "Notification Hub does not list Identity as downstream.",
        "Identity does not list Ledger API as downstream.",
        "Identity does not list Notification Hub as downstream.",
    }


def test_when_identity_stops_four_services_stop_and_checkout_goes_on(demo):
    identity = named(demo, "Identity")
    assert [(one.node.name, one.words) for one in stops(demo, identity)] == [
        ("Ledger API", "It needs Identity."),
        ("Notification Hub", "It needs Identity."),
        ("Storefront Web", "It needs Identity."),
        ("Tax Export", "It needs Ledger API, which needs Identity."),
    ]
    assert {edge.source.name for edge in goes_on(demo, identity)} == {"Checkout API"}


def test_when_checkout_stops_only_the_storefront_stops(demo):
    assert [one.node.name for one in stops(demo, named(demo, "Checkout API"))] == ["Storefront Web"]


def test_identity_and_the_hub_are_the_one_hard_cycle(demo):
    assert [one.words for one in cycles(demo)] == [
        "Identity needs Notification Hub, which needs Identity."
    ]


# ------------------------------------------------------------ rows and what they mean


def service(guid, name):
    return graph.Node(guid, name)


def up(name, kind="Hard", linked=""):
    return graph.Said(True, 0, name, "It stops.", kind, "", linked, False)


A, B, C = service("a" * 12, "A"), service("b" * 12, "B"), service("c" * 12, "C")


@pytest.mark.parametrize(
    "linked", ["b" * 12, f"/specs/{'b' * 12}/read/", f"ybs-spec_{'b' * 12}.md", "b", ""]
)
def test_a_row_finds_a_service_by_guid_address_file_or_name(linked):
    found = graph.build([A, B], {A.id: [up("b", linked=linked)]})
    assert [(edge.source, edge.target) for edge in found.edges] == [(A, B)]


def test_a_guid_that_leads_nowhere_is_a_missing_specification():
    found = graph.build([A], {A.id: [up("Ghost", linked="d" * 12)]})
    assert [(edge.target.name, edge.target.kind) for edge in found.edges] == [("Ghost", "missing")]


def test_a_name_of_two_services_means_neither():
    found = graph.build([A, B, service("e" * 12, "B")], {A.id: [up("B")]})
    assert [edge.target.kind for edge in found.edges] == ["outside"]


def test_only_the_other_side_may_say_it():
    down = graph.Said(False, 0, "A", "Nobody can buy.", "", "", "", False)
    (edge,) = graph.build([A, B], {B.id: [down]}).edges
    assert (edge.source, edge.target, edge.words) == (A, B, "Nobody can buy.")
    assert edge.gap == "A does not list B as upstream."


def test_a_long_cycle_is_told_once_and_soft_edges_are_no_cycle():
    said = {A.id: [up("B")], B.id: [up("C")], C.id: [up("A")]}
    assert [one.words for one in cycles(graph.build([A, B, C], said))] == [
        "A needs B, which needs C, which needs A."
    ]
    said[C.id] = [up("A", "Soft")]
    assert cycles(graph.build([A, B, C], said)) == []


# ------------------------------------------------------------ who sees which rows


def needing(spec, *names, kind="Hard"):
    """Write the Dependencies chapter of a draft, and count it as a save does."""
    document = spec.document()
    document["sections"]["upstream"]["upstream_service"] = [
        {"key": f"row{at:09}", "name": name, "failure": "It stops.", "kind": kind}
        | {"promised": "", "linked": ""}
        for at, name in enumerate(names)
    ]
    store.save(spec, document)
    spec.recount()
    return spec


def seen_by(user):
    return {
        (edge.source.name, edge.target.name, edge.target.kind)
        for edge in landscape.graph_for(user).edges
    }


@pytest.fixture
def checkout(payments, alice):
    return needing(Spec.start(payments, alice, "Checkout API"), "Identity")


def test_a_draft_is_in_the_graph_of_its_team_only(checkout, alice, ada, charlie):
    assert seen_by(alice) == seen_by(ada) == {("Checkout API", "Identity", "outside")}
    assert seen_by(charlie) == set()
    assert landscape.graph_for(charlie).nodes == {}


def test_strangers_see_what_was_approved_while_the_team_writes_on(checkout, alice, rita, charlie):
    brought_to(checkout, Status.APPROVED, alice, rita)
    checkout.revise(alice, "minor")
    needing(checkout, "Ledger API")
    Spec.objects.update(name="Renamed in the draft")
    assert seen_by(alice) == {("Renamed in the draft", "Ledger API", "outside")}
    assert seen_by(charlie) == {("Checkout API", "Identity", "outside")}
    (node,) = landscape.graph_for(charlie).services
    assert (node.name, node.status) == ("Checkout API", "Approved")


def test_a_service_a_person_may_not_see_is_a_name_outside(checkout, alice, rita, charlie, payments):
    Spec.start(payments, alice, "Identity")
    brought_to(checkout, Status.APPROVED, alice, rita)
    assert seen_by(alice) == {("Checkout API", "Identity", "service")}
    assert seen_by(charlie) == {("Checkout API", "Identity", "outside")}


def test_a_table_that_was_lost_is_read_again(checkout, alice, rita, charlie, capsys):
    brought_to(checkout, Status.APPROVED, alice, rita)
    before = seen_by(alice), seen_by(charlie)
    Dependency.objects.all().delete()
    assert seen_by(alice) == set()
    call_command("dependencies")
    assert (seen_by(alice), seen_by(charlie)) == before
    assert "1 specification" in capsys.readouterr().out


def test_the_job_that_counts_again_fills_the_table_after_an_upgrade(checkout, alice, rita, charlie):
    brought_to(checkout, Status.APPROVED, alice, rita)
    before = seen_by(alice), seen_by(charlie)
    Dependency.objects.all().delete()
    Spec.objects.update(rule_set="")
    recount_stale()
    assert (seen_by(alice), seen_by(charlie)) == before


def test_saying_the_same_again_writes_nothing(checkout, django_assert_num_queries):
    document = checkout.document()
    with django_assert_num_queries(1):
        assert Dependency.keep(checkout, document) is False


def test_the_graph_is_one_query_however_many_there_are(payments, alice, django_assert_num_queries):
    alice.roles  # noqa: B018  read once for every page
    for many in (3, 30):
        for at in range(many):
            needing(started(payments, alice, f"Service {many}.{at}"), "Identity", "Mail")
        with django_assert_num_queries(1):
            assert len(landscape.graph_for(alice).edges) >= 2 * many
