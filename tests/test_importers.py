"""Files that services already have, read: what goes where, from which line, how sure, and what is left."""

from specs.importers.intake import read_files

RULES = """groups:
  - name: checkout
    rules:
      - alert: CheckoutErrorRate
        expr: sum(rate(errors[5m])) / sum(rate(requests[5m])) > 0.01
        for: 5m
        labels: {severity: page, team: payments}
        annotations:
          summary: Too many errors
          runbook_url: https://wiki.shop.example/errors
      - alert: QueueLong
        expr: queue_length > 100
        labels: {severity: warning}
      - record: job:requests:rate5m
        expr: sum by (job) (rate(requests[5m]))
      - alert: Odd
        expr: absent(up)
"""
COMPOSE = """services:
  api:
    image: registry.shop.example/hub:1.4
    depends_on: [redis]
    ports: ["8080:80"]
    restart: always
    environment:
      LOG_LEVEL: info
      SMTP_PASSWORD: hunter2
    deploy: {replicas: 3, resources: {limits: {memory: 512MB, cpus: "0.5"}}}
    healthcheck: {test: [CMD, curl, -f, "http://localhost/health"], interval: 10s, retries: 3}
  redis:
    image: redis:7
"""
ENV = """# How loud it is
LOG_LEVEL=debug
export MAX_TOKENS_PER_MESSAGE=4096
SMTP_PASSWORD='hunter two'  # mail
DATABASE_URL=postgres://hub:hunter3@db/hub
URL="https://shop.example" # public
this is no variable
"""
SLO = """apiVersion: openslo/v1
kind: SLO
metadata: {name: web-availability, displayName: Availability}
spec:
  timeWindow: [{duration: 28d, isRolling: true}]
  indicator:
    spec:
      ratioMetric:
        good: {metricSource: {spec: {query: good}}}
        total: {metricSource: {spec: {query: all}}}
  objectives: [{target: 0.999}]
"""
CATALOGUE = """apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: hub
  title: Notification Hub
  links: [{title: Hub dashboard, url: "https://grafana.shop.example/d/hub"}, {title: Wiki, url: "https://wiki"}]
spec: {type: service, lifecycle: production, owner: customer, dependsOn: ["component:default/identity"]}
"""
MANIFEST = """apiVersion: apps/v1
kind: Deployment
metadata: {name: hub, namespace: customer}
spec:
  replicas: 4
  template:
    spec:
      containers:
        - name: hub
          image: hub:1
          env:
            - {name: LEVEL, value: info}
            - {name: KEY, valueFrom: {secretKeyRef: {name: hub, key: signing}}}
          resources: {requests: {cpu: 250m, memory: 256Mi}, limits: {memory: 512Mi}}
          readinessProbe: {httpGet: {path: /ready}, periodSeconds: 5}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
spec:
  scaleTargetRef: {name: hub}
  minReplicas: 2
  maxReplicas: 9
  metrics: [{type: Resource, resource: {name: cpu, target: {averageUtilization: 70}}}]
"""


def one(name, text):
    return read_files([(name, text.encode())])


def rows(reading, section):
    """The proposed texts of a section, row by row."""
    return [
        {cell.field: cell.text for cell in entry.cells}
        for entry in reading.entries
        if entry.section == section
    ]


def cells(reading, section, field):
    return [
        cell
        for entry in reading.entries
        if entry.section == section
        for cell in entry.cells
        if cell.field == field
    ]


def left(reading):
    return {(one.line, one.sentence) for one in reading.leftovers}


def test_an_alert_rule_becomes_an_alert_with_a_condition_people_can_read():
    first = rows(one("prometheus.rules.yml", RULES), "alerts")[0]
    assert first["name"] == "CheckoutErrorRate"
    assert first["condition"] == "> 0.01 for 5 min"
    assert first["severity"] == "Critical"
    assert first["runbook"] == "https://wiki.shop.example/errors"
    assert first["labels"] == "team=payments"
    assert first["annotations"] == "summary: Too many errors"


def test_what_was_translated_or_guessed_is_to_be_checked_and_the_rest_is_exact():
    reading = one("prometheus.rules.yml", RULES)
    severity, runbook = (
        cells(reading, "alerts", "severity")[0],
        cells(reading, "alerts", "runbook")[0],
    )
    assert (severity.raw, severity.sure, severity.line) == ("page", False, 7)
    assert (runbook.called, runbook.sure, runbook.line) == ("annotations.runbook_url", False, 10)
    assert cells(reading, "alerts", "name")[0].sure


def test_what_is_missing_is_said_with_its_line_and_what_was_done():
    said = left(one("prometheus.rules.yml", RULES))
    assert (11, "`for` is missing. The condition was imported without a duration.") in said
    assert any(line == 17 and "does not end in a limit" in sentence for line, sentence in said)


def test_a_recording_rule_becomes_a_metric():
    assert rows(one("r.yml", RULES), "metrics")[0]["query"] == "sum by (job) (rate(requests[5m]))"


def test_rules_of_the_operator_are_read_like_plain_ones():
    inner = "".join(f"  {line}\n" for line in RULES.splitlines())
    wrapped = f"apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n{inner}"
    assert rows(one("r.yaml", wrapped), "alerts") == rows(one("r.yaml", RULES), "alerts")


def test_compose_services_become_components_with_parameters_and_health_checks():
    reading = one("docker-compose.yml", COMPOSE)
    api, redis = (row for row in rows(reading, "architecture") if "name" in row)
    assert (api["name"], api["replicas"], api["memory"], api["port"]) == ("api", "3", "512MB", "80")
    assert (api["talks_to"], redis["kind"]) == ("redis", "cache")
    assert rows(reading, "health_checks")[0]["endpoint"] == "/health"
    assert "- `api`: `restart`: always" in [
        row.get("notes") for row in rows(reading, "architecture")
    ]


def test_an_environment_file_becomes_parameters_with_their_comments_and_types():
    level, most, *_ = rows(one(".env.example", ENV), "parameters")
    assert level == {
        "name": "LOG_LEVEL",
        "default": "debug",
        "type": "string",
        "description": "How loud it is",
    }
    assert (most["name"], most["default"], most["type"]) == (
        "MAX_TOKENS_PER_MESSAGE",
        "4096",
        "int",
    )
    assert rows(one(".env.example", ENV), "parameters")[-1]["default"] == "https://shop.example"


def test_a_line_that_is_no_variable_is_told_without_being_quoted():
    assert left(one(".env", ENV)) == {(7, "This is not NAME=value. It was left out.")}


def test_an_objective_has_its_target_as_a_percentage_and_its_window():
    (slo,) = rows(one("slo.yaml", SLO), "slos")
    assert slo == {
        "name": "Availability", "target": "99.9%", "window": "28 d", "period": "28 d",
        "kind": "Availability", "good_query": "good", "total_query": "all",
    }  # fmt: skip


def test_the_catalogue_names_the_service_and_what_it_needs():
    reading = one("catalog-info.yaml", CATALOGUE)
    assert rows(reading, "header")[0]["name"] == "Notification Hub"
    assert rows(reading, "upstream") == [{"name": "identity"}]
    assert [row["name"] for row in rows(reading, "dashboards")] == ["Hub dashboard"]
    assert (6, "This link is no dashboard. It was left out.") in left(reading)


def test_a_manifest_gives_components_limits_probes_and_the_place_of_its_secrets():
    reading = one("deploy.yaml", MANIFEST)
    assert rows(reading, "architecture")[0]["workload_kind"] == "Deployment"
    assert rows(reading, "resource_limits")[0]["memory_limit"] == "512Mi"
    assert rows(reading, "health_checks")[0] == {
        "endpoint": "/ready",
        "frequency": "5 seconds",
        "kind": "readiness",
    }
    assert rows(reading, "secrets")[0]["stored"] == "Kubernetes Secret hub, key signing"
    assert rows(reading, "horizontal_scaling")[0]["triggers"] == "hub: 2 to 9 replicas, cpu at 70%."


def test_a_helm_template_is_refused_with_what_to_do():
    text = MANIFEST.replace("replicas: 4", "replicas: {{ .Values.replicas }}")
    assert (
        one("deploy.yaml", text).files[0].fault
        == "This is a Helm template. Render it first: helm template."
    )


def test_a_specification_is_read_section_by_section_with_lines():
    text = "# Operations Specification: Hub\n\n## Overview\n\nIt sends mail.\n"
    (overview,) = cells(one("hub.md", text), "overview", "overview")
    assert (overview.text, overview.line) == ("It sends mail.", 5)


def test_a_name_that_is_set_twice_is_one_parameter_and_a_sentence():
    reading = one(".env.example", "A=1\nB=2\nA=3\n")
    assert [row["name"] for row in rows(reading, "parameters")] == ["A", "B"]
    assert left(reading) == {(3, "`A` is set again, to another value. The first one was taken.")}


SLOTH = """version: "prometheus/v1"
service: hub
slos:
  - name: requests-availability
    objective: 99.9
    sli:
      events:
        error_query: sum(rate(errors[{{.window}}]))
        total_query: sum(rate(requests[{{.window}}]))
  - name: raw
    sli: {raw: {error_ratio_query: x}}
"""
PYRRA = """apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata: {name: hub-errors}
spec:
  target: "99.5"
  window: 4w
  indicator: {ratio: {errors: {metric: bad}, total: {metric: all}}}
"""
BOARD = """{
  "title": "Hub Health",
  "panels": [{"type": "row", "title": "Top", "panels": [{"title": "Errors"}]}, {"title": "Latency"}]
}
"""


def test_objectives_of_sloth_come_with_good_and_total_queries():
    reading = one("slo.yml", SLOTH)
    assert rows(reading, "slos")[0] == {
        "name": "requests-availability", "target": "99.9%", "kind": "Availability",
        "good_query": "(sum(rate(requests[5m]))) - (sum(rate(errors[5m])))",
        "total_query": "sum(rate(requests[5m]))",
    }  # fmt: skip
    assert (10, "`objective` is missing. It was imported without a target.") in left(reading)


def test_objectives_of_pyrra_come_with_their_window():
    (slo,) = rows(one("slo.yml", PYRRA), "slos")
    assert (slo["target"], slo["window"], slo["period"]) == ("99.5%", "28 d", "28 d")
    assert slo["good_query"] == "sum(rate(all[5m])) - sum(rate(bad[5m]))"


def test_a_dashboard_is_named_with_its_panels():
    (board,) = rows(one("hub.json", BOARD), "dashboards")
    assert board == {"name": "Hub Health", "panels": "Errors, Latency"}
