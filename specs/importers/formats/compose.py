"""Compose files: components, their parameters and their health checks."""

from __future__ import annotations

import re

from ..reading import Cell, Reading
from ..variables import propose
from ..yamls import Node, documents
from .base import Format, cell
from .prometheus import said

KINDS = (
    (
        "data store",
        r"postgres|mysql|mariadb|mongo|cassandra|clickhouse|elasticsearch|opensearch|timescale|influx|cockroach",
    ),
    ("cache", r"redis|valkey|memcached|dragonfly|keydb"),
    ("queue", r"rabbitmq|kafka|nats|activemq|pulsar|mosquitto"),
    ("load balancer", r"nginx|traefik|haproxy|caddy|envoy"),
    ("object store", r"minio|ceph|garage"),
    ("worker", r"worker|celery|consumer|rqworker"),
    ("scheduler", r"beat|cron|scheduler"),
)
KNOWN = {
    "image", "build", "depends_on", "environment", "env_file", "healthcheck", "ports", "expose", "deploy",
    "mem_limit", "cpus", "container_name", "scale", "secrets",
}  # fmt: skip
PLAIN = {
    "restart",
    "stop_grace_period",
    "network_mode",
    "pull_policy",
    "platform",
    "init",
    "privileged",
    "user",
}
ADDRESS = re.compile(r"https?://[^\s/\"']+(/[^\s\"'|&;]*)?")


class Compose(Format):
    """Services become components; their environment becomes parameters."""

    name = "Compose file"
    sentence = "docker-compose.yml: components, parameters, health checks"

    def recognises(self, name: str, text: str) -> bool:
        return bool(re.search(r"^services[ ]*:", text, re.MULTILINE))

    def read(self, name: str, text: str) -> Reading:
        reading = Reading()
        for document in documents(text):
            for title, service in document.get("services").entries():
                _component(reading, title, service)
                _environment(reading, service)
                _health(reading, title.text, service.get("healthcheck"))
                _rest(reading, title.text, service)
            for title, secret in document.get("secrets").entries():
                where = secret.get("file").text or (
                    "an external store" if secret.get("external").text else ""
                )
                propose(reading, title.text, "", title.line, stored=where or "Compose secret",
                        injected="A file in /run/secrets")  # fmt: skip
        return reading


def _component(reading: Reading, title: Node, service: Node) -> None:
    image, limits = service.get("image"), service.get("deploy", "resources", "limits")
    needs = service.get("depends_on")
    names = [one.text for one in needs] or [name.text for name, _ in needs.entries()]
    replicas = service.get("deploy", "replicas") or service.get("scale")
    memory = limits.get("memory") or service.get("mem_limit")
    reading.add(
        "architecture", "components",
        cell("service", "name", title),
        cell("image", "kind", image or title, _kind(title.text, image.text), sure=False),
        cell("image", "technology", image),
        cell("deploy.replicas", "replicas", replicas),
        cell("cpus", "cpu", limits.get("cpus") or service.get("cpus")),
        cell("memory", "memory", memory, sure=not memory.text[-1:].isalpha() or memory.text[-1:] in "MGKi"),
        _port(service),
        cell("depends_on", "talks_to", needs, ", ".join(name for name in names if name)),
    )  # fmt: skip


def _kind(name: str, image: str) -> str:
    about = f"{name} {image.split('@')[0]}".lower()
    return next((kind for kind, words in KINDS if re.search(words, about)), "service")


def _port(service: Node) -> Cell | None:
    for called in ("ports", "expose"):
        for port in service.get(called):
            given = port.get("target").text or port.text.split("/")[0].rsplit(":", 1)[-1]
            if given.isdigit():
                return cell(called, "port", port, given)
    return None


def _environment(reading: Reading, service: Node) -> None:
    environment = service.get("environment")
    for name, value in environment.entries():
        propose(reading, name.text, value.text, name.line)
    for one in environment:
        called, _, text = one.text.partition("=")
        if called:
            propose(reading, called, text, one.line)
    files = service.get("env_file")
    for one in (files, *files):
        path = one.get("path") or one
        reading.add("config_files", "config_file", cell("env_file", "path", path))


def _health(reading: Reading, service: str, health: Node) -> None:
    if not health:
        return
    test = health.get("test")
    command = test.text or " ".join(one.text for one in test)
    address = ADDRESS.search(command)
    if address is None:
        reading.leave(
            health.line, f"The health check of `{service}` asks no web address. It was left out."
        )
        return
    reading.add(
        "health_checks", "health_check",
        cell("healthcheck.test", "endpoint", test, address[1] or "/"),
        cell("healthcheck.interval", "frequency", health.get("interval"), said(health.get("interval"))),
        cell("healthcheck.retries", "failure_threshold", health.get("retries")),
        cell("healthcheck", "kind", health, "liveness", sure=False),
    )  # fmt: skip


def _rest(reading: Reading, service: str, values: Node) -> None:
    """Keys without a field of their own are kept in the notes: with their word where that is harmless."""
    for name, value in values.entries():
        if name.text in KNOWN or not value:
            continue
        harmless = name.text in PLAIN and value.text and len(value.text) < 60
        told = f": {value.text}" if harmless else " is set"
        reading.add(
            "architecture",
            "",
            cell(name.text, "notes", name, f"- `{service}`: `{name.text}`{told}", sure=False),
        )
