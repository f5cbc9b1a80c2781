"""The import wizard without a browser: nothing before step 4, no secret anywhere, one undo."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from specs import rows
from specs.documents import content_digest
from specs.importers.intake import read_files
from specs.models import Dependency, Event, Import, Spec, Verb
from specs.sections.alerts import Alert
from specs.sections.parameters import Parameter
from tests.cast import as_person
from tests.test_importers import CATALOGUE, COMPOSE, ENV, RULES

SECRETS = ("hunter2", "hunter two", "hunter3")
FILES = {".env": ENV, "docker-compose.yml": COMPOSE, "prometheus.rules.yml": RULES}


def upload(client, spec, files=FILES, **more):
    sent = [SimpleUploadedFile(name, text.encode()) for name, text in files.items()]
    return client.post(f"/specs/{spec.guid}/imports/new/", {"files": sent, **more})


def ticked(found, **more):
    """The form of step 3 as it stands."""
    parts, seen = found.preview()
    return {"seen": seen} | {f"s-{part.section.slug}": "on" for part in parts if part.ticked} | more


@pytest.fixture
def client(alice):
    return as_person(alice)


@pytest.fixture
def began(client, spec):
    upload(client, spec)
    return Import.objects.get()


@pytest.fixture
def address(began):
    return f"/specs/{began.spec.guid}/imports/{began.pk}/"


def everything_stored():
    """Every text in every table of the database."""
    with connection.cursor() as cursor:
        told = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            told.append(repr(cursor.fetchall()))
    return "\n".join(told)


def test_files_are_read_in_the_request_and_the_next_step_has_an_address(client, spec):
    answer = upload(client, spec)
    found = Import.objects.get()
    assert (answer.status_code, answer["Location"]) == (
        303,
        f"/specs/{spec.guid}/imports/{found.pk}/?step=2",
    )
    for step, question in (("2", "Where does each value go?"), ("3", "What should be imported?")):
        page = client.get(f"/specs/{spec.guid}/imports/{found.pk}/?step={step}").content.decode()
        assert f"data-focus>{question}</h1>" in page and page.count('aria-current="step"') == 1


def test_nothing_is_written_before_step_four(client, spec, began, address):
    before, events = content_digest(spec.document()), Event.objects.count()
    client.get(f"{address}?step=2")
    client.post(f"{address}match/", {})
    client.get(f"{address}?step=3")
    client.get(f"{address}?step=4")
    assert content_digest(spec.document()) == before
    assert Event.objects.count() == events


def test_the_last_step_writes_every_ticked_row_with_the_line_it_came_from(
    client, spec, began, address
):
    answer = client.post(address, ticked(began))
    assert answer["Location"] == f"{address}?step=4"
    alert = Alert.of(spec.pk).get(name="CheckoutErrorRate")
    assert (alert.condition, alert.severity) == ("> 0.01 for 5 min", "Critical")
    event = Event.objects.get(verb=Verb.IMPORTED, place=f"alert.{alert.key}")
    assert event.data["sources"]["condition"] == "prometheus.rules.yml, line 5 (expr + for)"
    began.refresh_from_db()
    assert began.reading == {} and began.choices == {}
    trail = client.get(f"/specs/{spec.guid}/audit/?verb=imported").content.decode()
    assert "Condition from prometheus.rules.yml, line 5 (expr + for)" in trail


def test_environment_variables_are_written_only_when_ticked(client, spec, began, address):
    client.post(address, ticked(began))
    assert not spec.document()["sections"]["env_variables"]["env_variable"]


def test_secrets_reach_no_table_no_page_and_no_log(client, spec, caplog):
    answer = upload(client, spec, pasted="DB_PASSWORD=hunter3", pasted_name="more.env")
    found = Import.objects.get()
    pages = [client.get(f"{answer['Location'][:-1]}{step}").content.decode() for step in (2, 3)]
    stored = [everything_stored()]
    client.post(answer["Location"], ticked(found, **{"s-env_variables": "on"}))
    pages += [client.get(answer["Location"], follow=True).content.decode()]
    pages += [
        client.get(f"/specs/{spec.guid}/{page}").content.decode()
        for page in ("audit/", "sections/configuration/", "read/")
    ]
    stored += [everything_stored()]
    for secret in SECRETS:
        assert not [secret for text in (*pages, *stored, caplog.text) if secret in text]
    assert "look secret" in pages[0] and "SMTP_PASSWORD" in pages[0]
    parameter = Parameter.of(spec.pk).get(name="SMTP_PASSWORD")
    assert (parameter.sensitive, parameter.default) == ("Yes", "")
    assert "DATABASE_URL" in [
        row["name"] for row in spec.document()["sections"]["secrets"]["secret"]
    ]


def test_a_large_upload_stays_in_memory_and_is_told_beside_the_file(
    client, spec, settings, tmp_path
):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    answer = upload(client, spec, {"big.env": "A=hunter2\n" * 400_000})
    assert answer.status_code == 422
    assert "<b>big.env</b> This file is larger than 2 MB." in answer.content.decode()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_read_is_told_and_the_others_go_on(client, spec):
    answer = upload(client, spec, {"a.env": "A=1", "photo.png": "\x00\x01"})
    page = client.get(answer["Location"]).content.decode()
    assert "photo.png" in page and "The portal does not know this kind of file." in page


@pytest.mark.parametrize("sent", [{}, {"pasted": "  "}])
def test_choosing_nothing_is_explained(client, spec, sent):
    answer = client.post(f"/specs/{spec.guid}/imports/new/", sent)
    assert answer.status_code == 422 and "Choose a file or paste text." in answer.content.decode()


def test_pasted_text_is_read_like_a_file(client, spec):
    answer = client.post(f"/specs/{spec.guid}/imports/new/", {"pasted": RULES})
    assert answer.status_code == 303
    assert Import.objects.get().files == ["Pasted text"]


def test_a_match_can_be_changed_or_left_out(client, spec, began, address):
    page = client.get(f"{address}?step=2")
    lines = [line for file in page.context["files"] for line in file["matches"]]
    page_word = next(line for line in lines if line.raw == "page")
    runbook = next(line for line in lines if line.called == "annotations.runbook_url")
    sent = {f"m-{line.id}": line.chosen for line in lines}
    sent |= {f"m-{page_word.id}": "High", f"m-{runbook.id}": "-"}
    assert client.post(f"{address}match/", sent)["Location"] == f"{address}?step=3"
    began.refresh_from_db()
    client.post(address, ticked(began))
    alert = Alert.of(spec.pk).get(name="CheckoutErrorRate")
    assert (alert.severity, alert.runbook) == ("High", "")


def test_only_what_was_offered_can_be_chosen(client, spec, began, address):
    page = client.get(f"{address}?step=2")
    line = next(
        line for file in page.context["files"] for line in file["matches"] if line.raw == "page"
    )
    client.post(f"{address}match/", {f"m-{line.id}": "hunter2"})
    began.refresh_from_db()
    assert "hunter2" not in str(began.choices)


def test_changing_a_select_answers_the_preview_alone(client, address):
    answer = client.post(f"{address}match/", {}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode() and "Alerts" in answer.content.decode()


def test_unsure_matches_come_first(client, address):
    for file in client.get(f"{address}?step=2").context["files"]:
        sure = [line.sure for line in file["matches"]]
        assert sure == sorted(sure)


@pytest.mark.parametrize(
    ("way", "severities"),
    [("mine", ["Low"]), ("file", ["Critical"]), ("both", ["Low", "Critical"])],
)
def test_a_row_of_the_same_name_is_kept_taken_or_both(client, spec, alice, way, severities):
    rows.add(
        spec, alice, "alert", "own000000001", cells={"name": "CheckoutErrorRate", "severity": "Low"}
    )
    upload(client, spec)
    found = Import.objects.get()
    (item,) = [
        one for part in found.preview()[0] for one in part.items if one.name == "CheckoutErrorRate"
    ]
    assert item.kind == "changed"
    client.post(f"/specs/{spec.guid}/imports/{found.pk}/", ticked(found, **{f"w-{item.id}": way}))
    named = Alert.of(spec.pk).filter(name="CheckoutErrorRate").order_by("position")
    assert [row.severity for row in named] == severities


def test_a_section_that_is_not_ticked_is_not_written(client, spec, began, address):
    sent = ticked(began)
    del sent["s-alerts"]
    client.post(address, sent)
    assert not Alert.of(spec.pk).exists() and Parameter.of(spec.pk).exists()


def test_the_same_files_a_second_time_change_nothing(client, spec, began, address):
    client.post(address, ticked(began))
    upload(client, spec)
    second = Import.objects.first()
    assert [
        part.section.slug
        for part in second.preview()[0]
        if part.ticked and (part.new or part.changed)
    ] == []
    assert (
        "says all of this already"
        not in client.get(
            f"/specs/{spec.guid}/imports/{began.pk}/?step=3", follow=True
        ).content.decode()
    )


def test_a_draft_that_changed_since_the_preview_is_previewed_again(
    client, spec, alice, began, address
):
    sent = ticked(began)
    del sent["s-alerts"]
    rows.add(spec, alice, "metric", "own000000001", cells={"name": "Error rate"})
    answer = client.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 409 and "The draft changed since this preview." in page
    assert not Parameter.of(spec.pk).exists()
    began.refresh_from_db()
    assert began.choices["sections"]["alerts"] is False
    assert client.post(address, sent | {"seen": began.preview()[1]}).status_code == 303
    assert Parameter.of(spec.pk).exists() and not Alert.of(spec.pk).exists()


def test_an_import_is_undone_whole_and_leaves_what_was_there(client, spec, alice):
    rows.add(
        spec, alice, "alert", "own000000001", cells={"name": "CheckoutErrorRate", "severity": "Low"}
    )
    before = spec.document()["sections"]
    upload(client, spec)
    found = Import.objects.get()
    address = f"/specs/{spec.guid}/imports/{found.pk}/"
    client.post(address, ticked(found, **{"s-env_variables": "on"}))
    assert spec.document()["sections"] != before
    assert "Undo import" in client.get(f"{address}?step=4").content.decode()
    assert client.post(f"{address}undo/").status_code == 303
    assert spec.document()["sections"] == before
    assert Event.objects.filter(verb=Verb.UNIMPORTED).count() == 1
    assert "The import is undone" in client.get(f"{address}?step=4").content.decode()


def test_after_the_next_edit_an_import_stays(client, spec, alice, began, address):
    client.post(address, ticked(began))
    rows.add(spec, alice, "metric", "own000000001", cells={"name": "Error rate"})
    assert "Undo import" not in client.get(f"{address}?step=4").content.decode()
    answer = client.post(f"{address}undo/", follow=True)
    assert "was edited since" in answer.content.decode()
    assert Alert.of(spec.pk).exists()


def test_asking_twice_imports_once(client, spec, began, address):
    sent = ticked(began)
    client.post(address, sent)
    many = Alert.of(spec.pk).count()
    assert client.post(address, sent).status_code == 303
    assert Alert.of(spec.pk).count() == many


def test_only_authors_import_and_only_their_own(spec, bob, dora, charlie, rita, began, address):
    for person, status in ((bob, 404), (dora, 403), (charlie, 404), (rita, 404)):
        assert as_person(person).get(f"{address}?step=2").status_code == status
        assert as_person(person).post(address).status_code == status
    new = f"/specs/{spec.guid}/imports/new/"
    for person, status in ((bob, 200), (dora, 403), (charlie, 404)):
        assert as_person(person).get(new).status_code == status


def test_what_is_in_review_takes_no_import(client, spec, alice, began, address):
    spec.submit(alice, reason="It is complete for this test.")
    page = client.get(f"/specs/{spec.guid}/imports/new/").content.decode()
    assert "It is in review." in page and 'type="file"' not in page
    assert upload(client, spec).status_code == 409
    assert "no longer a draft" in client.post(address, {"seen": "x"}, follow=True).content.decode()
    assert Import.objects.count() == 1


def test_an_import_is_forgotten_after_a_day(client, spec, began, address):
    Import.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert client.get(f"{address}?step=2").status_code == 404
    assert Import.forget() == 1 and not Import.objects.exists()


def test_the_wizard_asks_the_database_a_fixed_number_of_times(
    client, spec, began, address, django_assert_max_num_queries
):
    for step in (2, 3):
        with django_assert_max_num_queries(12):
            client.get(f"{address}?step={step}")
    rules = "groups:\n- rules:\n" + "".join(
        f"  - {{alert: A{n}, expr: a > 1, for: 1m}}\n" for n in range(200)
    )
    upload(client, spec, {"rules.yml": rules})
    many = Import.objects.first()
    with django_assert_max_num_queries(12):
        client.get(f"/specs/{spec.guid}/imports/{many.pk}/?step=3")


def test_references_to_rows_of_the_same_import_are_references(spec, alice):
    text = "## Monitoring\n\n### Alerts\n\n#### Alert 1: Slow\n\n- **Runbook**: Slow site\n\n"
    text += "## Runbooks\n\n### Runbook 1: Slow site\n\n"
    found = Import.begin(spec, alice, read_files([("spec.md", text.encode())]))
    found.carry_out(alice, found.preview()[1])
    (alert,) = spec.document()["sections"]["alerts"]["alert"]
    (runbook,) = spec.document()["sections"]["runbooks"]["runbook"]
    assert alert["runbook"] == f"@{runbook['key']}"


def test_the_name_in_the_header_is_shown_in_lists_too(spec, alice):
    Spec.objects.filter(pk=spec.pk).update(name="")
    found = Import.begin(
        Spec.objects.get(pk=spec.pk),
        alice,
        read_files([("hub.md", b"# Operations Specification: Hub\n")]),
    )
    found.carry_out(alice, found.preview()[1])
    assert Spec.objects.get(pk=spec.pk).name == "Hub"


def test_a_new_specification_can_start_from_files(client, payments):
    said = {"start": "import", "name": "Notification Hub", "team": payments.pk}
    answer = client.post("/specs/new/", said)
    spec = Spec.objects.get(name="Notification Hub")
    assert answer["Location"] == f"/specs/{spec.guid}/imports/new/"


def test_the_overview_of_a_draft_leads_to_the_wizard(client, spec, dora):
    link = f"/specs/{spec.guid}/imports/new/"
    assert link in client.get(f"/specs/{spec.guid}/").content.decode()
    assert link not in as_person(dora).get(f"/specs/{spec.guid}/").content.decode()


def test_the_numbers_of_lists_and_the_graph_follow_an_import_and_its_undo(spec, alice):
    catalogue = CATALOGUE.encode()
    found = Import.begin(
        spec, alice, read_files([("catalog-info.yaml", catalogue), ("r.yml", RULES.encode())])
    )
    found.carry_out(alice, found.preview()[1])
    spec.refresh_from_db()
    assert (
        spec.warnings + spec.blockers == sum(one[1] + one[2] for one in spec.progress.values()) > 0
    )
    assert Dependency.objects.filter(spec=spec).exists()
    found.undo(alice)
    assert not Dependency.objects.filter(spec=spec).exists()
