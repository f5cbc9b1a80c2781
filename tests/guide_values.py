"""A whole specification with the values of the guide's own tables, in the shape of a document.

Where the guide leaves an [X], a number stands here; its "Warning" is our "Medium".
"""

from __future__ import annotations

from typing import Any


def rows(columns: str, *lines: str) -> list[dict[str, str]]:
    """A table written as text: one line a row, `|` between cells, `-` for an empty one."""
    names = columns.split()
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [
        {name: "" if text == "-" else text for name, text in zip(names, line, strict=True)}
        for line in cells
    ]


def step(text: str, command: str = "", expected: str = "", **more: str) -> dict[str, str]:
    """One step of a procedure."""
    given = {"text": text, "command": command, "expected": expected, **more}
    return {name: value for name, value in given.items() if value}


ENVIRONMENTS = [
    {
        "name": "Development", "kind": "development", "purpose": "Local development",
        "data": "Seed/mock data", "scale": "Single instance",
        "external_services": "Mocked/sandbox", "access": "All developers",
        "url": "localhost:8080", "method": "Scripts", "create": "`make dev`",
        "teardown": "`make dev-down`", "reset": "`make dev-reset`", "provisioning_time": "5 min",
    },
    {
        "name": "Staging", "kind": "staging", "purpose": "Pre-production testing",
        "data": "Anonymized production clone", "scale": "Production-like",
        "external_services": "Sandbox with real auth", "access": "Team + QA",
        "url": "staging.example.com", "method": "IaC template",
        "create": "`terraform -chdir=infra/staging apply`",
        "teardown": "`terraform -chdir=infra/staging destroy`",
        "reset": "Restore last night's clone.", "provisioning_time": "45 min",
    },
    {
        "name": "Production", "kind": "production", "purpose": "Live traffic",
        "data": "Real data", "scale": "Full scale", "external_services": "Production",
        "access": "Restricted (on-call + deploy)", "url": "api.example.com",
        "method": "IaC template", "create": "`terraform -chdir=infra/production apply`",
        "teardown": "Never.", "reset": "Never.", "provisioning_time": "2 hours",
    },
]  # fmt: skip

COMPONENTS = rows(
    "name kind technology replicas cpu memory",
    "Load Balancer | load balancer | ALB | - | - | -",
    "API | service | - | 3 | 500m | 512Mi",
    "Worker | worker | - | 2 | 1 | 1Gi",
    "Scheduler | scheduler | - | 1 | - | -",
    "PostgreSQL | data store | RDS, db.r6g.large, Multi-AZ | - | - | -",
    "Redis | cache | ElastiCache, cache.t3.medium | - | - | -",
    "File storage | object store | S3 | - | - | -",
    "Auth Provider | external | Auth0 | - | - | -",
    "Email Service | external | SendGrid | - | - | -",
)

STAGES = rows(
    "name trigger tools success failure timeout",
    "Code Push | A push to main | git | It is there | Tell the author | 1 min",
    "Lint/Format | Code Push | ruff | No finding | Stop, tell the author | 5 min",
    "Unit Tests | Lint passed | pytest | All tests pass | Stop, tell the author | 10 min",
    "Build | Unit tests passed | docker buildx | An image | Stop, tell the author | 15 min",
    "Integration Tests | Build passed | Testcontainers | All tests pass | Stop | 20 min",
    "Security Scan | Build passed | trivy | Nothing critical | Stop, tell security | 10 min",
    "Deploy Staging | Scan passed | Argo CD | Pods ready | Roll back | 10 min",
    "E2E Tests | Staging deployed | Playwright | All tests pass | Stop | 30 min",
    "Manual Approval | E2E passed | - | Somebody said yes | Wait | 24 hours",
    "Deploy Production | Approved | Argo CD | 10% → 50% → 100% served | Roll back | 45 min",
)
STAGES[8]["tools"] = "GitLab"

PARAMETERS = rows(
    "name type default required description allowed sensitive",
    "DATABASE_URL | string | - | Yes | PostgreSQL connection string | Valid PG URI | Yes",
    "LOG_LEVEL | enum | info | No | Application log level | debug, info, warn, error | No",
    "MAX_UPLOAD_SIZE_MB | int | 10 | No | Maximum file upload size | 1-100 | No",
    "FEATURE_NEW_UI | bool | false | No | Feature flag: new UI | true, false | No",
    "LLM_API_KEY | string | - | Yes | API key for LLM provider | Valid API key | Yes",
    "LLM_MODEL | string | gpt-4 | No | Model identifier | See provider docs | No",
    "LLM_MAX_TOKENS | int | 4096 | No | Max output tokens | 1-128000 | No",
)

METRICS = rows(
    "category name type source condition severity",
    "System | CPU utilization | Gauge | Container/host | > 80% for 5 min | Medium",
    "System | Memory utilization | Gauge | Container/host | > 85% for 5 min | Medium",
    "System | Disk usage | Gauge | Volume | > 80% | Medium",
    "System | Container restarts | Counter | Orchestrator | > 3 in 10 min | Critical",
    "Application | Request rate (RPS) | Counter | Load balancer | > 500 (capacity) | Medium",
    "Application | Error rate (5xx) | Gauge | Application | > 1% for 5 min | Critical",
    "Application | Response time (P95) | Histogram | Application | > 300ms for 5 min | Medium",
    "Application | Response time (P99) | Histogram | Application | > 500ms for 5 min | Critical",
    "Application | Queue depth | Gauge | Message queue | > 100 for 10 min | Medium",
    "Application | DB connection pool | Gauge | Application | > 80% utilized | Medium",
    "Business | Baskets per minute | Counter | Application | < 5 for 10 min | High",
    "Business | Successful transactions/min | Counter | Application | < 20 (anomaly) | Medium",
    "AI-Specific | LLM latency (P95) | Histogram | Application | > 8s | Medium",
    "AI-Specific | Token usage per request | Histogram | Application | > 6000 (cost control) | Medium",
    "AI-Specific | Tool call failure rate | Gauge | Application | > 2% | Critical",
    "AI-Specific | RAG retrieval empty rate | Gauge | Application | > 10% | Medium",
)

LOG_FORMAT = """{
  "timestamp": "ISO-8601",
  "level": "INFO|WARN|ERROR",
  "service": "api-service",
  "trace_id": "uuid",
  "span_id": "uuid",
  "message": "Human-readable message",
  "context": { "user_id": "...", "request_id": "..." },
  "error": { "type": "...", "message": "...", "stack": "..." }
}"""

RUNBOOK = {
    "name": "Checkout errors are high",
    "when": "The error rate (5xx) is above 1% for 5 minutes.",
    "impact": "Customers cannot pay; every minute costs about 20 orders.",
    "escalate_after": "15 min",
    "escalate_to": "Payments Core secondary on-call",
    "data_loss": "Stop all writers, then call the DBA.",
    "prevention": "Add the failing case to the E2E tests.",
    "diagnosis": [
        step("Check the error rate by route.", "kubectl logs deploy/api --since=10m | grep 5xx"),
        step("Verify that PostgreSQL answers.", "pg_isready -h db", "accepting connections"),
        step("See whether a deploy ran.", condition="a deploy ran in the last hour", goto="4"),
    ],
    "resolution": [
        step("Roll back.", "kubectl rollout undo deploy/api", "deployment.apps/api rolled back"),
    ],
    "verification": [
        step("Verify resolution: the error rate falls below 0.1%.", expected="Within 5 minutes."),
    ],
}

SECTIONS: dict[str, dict[str, Any]] = {
    "header": {
        "tier": "1", "contact": "PagerDuty schedule payments-core-primary",
        "repository": "https://git.example.com/payments/checkout", "component_type": "service",
        "lifecycle": "production",
    },
    "overview": {"overview": "It turns a cart into a paid order.\n\nIt runs in *two* regions."},
    "environments": {"environment": ENVIRONMENTS},
    "architecture": {"components": COMPONENTS},
    "pipeline": {"stage": STAGES},
    "prerequisites": {
        "infrastructure": "Kubernetes 1.33 or newer\nThree zones",
        "services": "Vault\nArgo CD", "configuration": "All secrets present in Vault",
    },
    "deployment_steps": {
        "pre_deployment": [step("Back the database up.", "make backup", "snapshot available")],
        "deployment": [step("Start the canary."), step("Widen it to 50%, then to 100%.")],
        "post_deployment": [step("Run the smoke tests.", "make smoke", "12 passed")],
        "rollback_criteria": "Error rate above 1% for 5 min\nLatency above 500ms",
    },
    "rollout": {
        "method": "Canary",
        "canary_step": rows("percent wait", "10% | -", "50% | 15 min", "100% | 30 min"),
        "endpoint": "/healthz/ready", "response": "status code 200", "interval": "5 s",
        "failure_threshold": "3",
        "rollback_trigger": rows(
            "metric condition", "Error rate | > 1% for 2 min", "Latency | > 500ms"
        ),
        "manual_command": "kubectl rollout undo deploy/api", "manual_time": "5 min",
        "migrations": "before deploy", "compatible": "Yes",
    },
    "rollback": {
        "steps": [step("Send all traffic to the old version."), step("Scale the new one to 0.")],
        "verification": "Run the smoke test.", "rto": "10 min", "rpo": "0",
    },
    "config_files": {
        "config_file": rows(
            "path purpose environment",
            "deploy/values/production.yaml | what production runs with | Production",
            "deploy/values/staging.yaml | - | Staging",
        )
    },
    "parameters": {"parameter": PARAMETERS},
    "env_variables": {
        "env_variable": rows(
            "name value comment", "FEATURE_ENABLED | true | -", "FEATURE_OPTION | value | Why not"
        )
    },
    "feature_flags": {
        "feature_flag": rows(
            "name default description rollout",
            "FEATURE_X | false | One-page checkout | 10% → 50% → 100% over 2 weeks",
        )
    },
    "secrets": {
        "secret": rows(
            "name stored injected rotation",
            "DATABASE_URL | Vault, kv/checkout/database | External Secrets Operator | 90 days",
            "LLM_API_KEY | Vault, kv/checkout/llm | External Secrets Operator | 30 days",
        )
    },
    "health_checks": {
        "health_check": [{
            "endpoint": "/health", "frequency": "10 seconds", "status": "200",
            "response_time": "< 500ms", "kind": "readiness", "failure_threshold": "3",
        }]
    },
    "metrics": {"metric": METRICS},
    "dashboards": {
        "dashboard": rows(
            "name audience panels",
            "System Health | On-call | Error rate, latency, saturation, traffic (RED/USE)",
            "Business | Product team | Active users, conversion, key business metrics",
            "AI/Agent | ML team | Quality scores, cost, latency, failure modes",
        )
    },
    "logging": {
        "level": "INFO (production), DEBUG (development)", "format": LOG_FORMAT,
        "events": "Feature activation\nError conditions\nPerformance anomalies\nConfiguration changes",
        "retention": "30 days",
        "log_level": rows(
            "level use examples",
            "ERROR | Failures requiring attention | Unhandled exceptions, data corruption",
            "WARN | Degraded but functional | Retry succeeded, approaching limits",
            "INFO | Significant state changes | Request handled, job completed",
            "DEBUG | Development troubleshooting | Variable values, branch decisions",
        ),
        "never": "passwords, tokens, full credit cards, SSN",
        "mask": rows(
            "what how scope", "email | j***@example.com | -", "phone | ***-***-1234 | -",
            "names | - | non-audit logs",
        ),
        "allowed": "user IDs, anonymized identifiers",
    },
    "alerts": {
        "alert": [
            {
                "name": "High error rate", "condition": "> 1% for 5 min", "severity": "Critical",
                "notification": "PagerDuty service checkout-api",
                "runbook": "Checkout errors are high", "metric": "Error rate (5xx)",
                "expression": "sum(rate(http_5xx[5m])) > 0.01", "labels": "team=payments-core",
            },
            {
                "name": "Slow checkout", "condition": "> 500ms for 5 min", "severity": "High",
                "notification": "#payments-alerts", "metric": "Response time (P99)",
            },
        ]
    },
    "horizontal_scaling": {
        "possible": "Yes", "considerations": "It keeps no state.", "triggers": "CPU, queue depth.",
    },
    "scaling_strategy": {
        "scaling_rule": rows(
            "component type trigger minimum maximum cooldown",
            "API | Horizontal auto-scale | CPU > 70% | 2 | 10 | 5 min",
            "Worker | Horizontal auto-scale | Queue depth > 100 | 1 | 5 | 3 min",
            "PostgreSQL | Vertical manual | Connection saturation | - | - | -",
            "Redis | Vertical manual | Memory > 80% | - | - | -",
        )
    },
    "vertical_scaling": {
        "requirements": "500m CPU and 512Mi", "limits": "1 CPU", "when": "Pool above 70%",
    },
    "resource_limits": {
        "resource_limit": rows(
            "service cpu_request cpu_limit memory_request memory_limit",
            "API | 250m | 500m | 256Mi | 512Mi",
            "Worker | 500m | 1000m | 512Mi | 1Gi",
        )
    },
    "capacity": {
        "load": "40 requests per second", "rps": "40", "connections": "300",
        "growth": "25% more a year", "recommendations": "Keep 3 replicas as the floor.",
    },
    "backup_strategy": {
        "backup": rows(
            "store method frequency retention location tested",
            "PostgreSQL | Automated snapshots | Daily + WAL streaming | 30 days | S3 | Monthly",
            "Redis | RDB snapshot | Every 6 hours | 7 days | S3 | Monthly",
            "File storage | Cross-region replication | Continuous | Permanent | S3 | Quarterly",
        )
    },
    "recovery_procedures": {
        "recovery_procedure": [
            {
                "name": name, "detection": "The alert fires.", "steps": [step(how)],
                "validation": "The smoke test passes.", "expected_time": time, "owner": owner,
            }
            for name, how, time, owner in (
                ("Single service failure", "Auto-restart + health check", "< 2 min", "Automated"),
                ("Database failure", "Failover to replica", "< 5 min", "Automated"),
                ("Data corruption", "Point-in-time recovery", "< 2 hours", "DBA + on-call"),
            )
        ]
    },
    "routine_maintenance": {
        "maintenance_task": rows(
            "cadence task owner",
            "Daily | Look at the error budget | On-call",
            "Weekly | Check TLS certificate expiry | Platform",
            "Monthly | Restore a backup into staging | DBA",
        )
    },
    "database_migrations": {
        "strategy": "Expand, then contract.", "rollback": "Code goes back, the schema stays.",
        "validation": "Row counts of old and new.",
    },
    "common_issues": {
        "issue": [{
            "name": "Orders stay in pending_payment", "symptoms": "Customers wait.",
            "diagnosis": "The queue grows.", "resolution": "Restart the worker.",
            "prevention": "Alert on queue depth.",
        }]
    },
    "debug_mode": {"commands": "kubectl set env deploy/api LOG_LEVEL=debug"},
    "runbooks": {"runbook": [RUNBOOK]},
    "upstream": {
        "upstream_service": rows(
            "name failure kind promised",
            "Auth | Sign-in stops; signed-in users go on. | Hard | 99.95%",
            "SendGrid | Mails are late. | Soft | -",
        )
    },
    "downstream": {"downstream_service": rows("name impact", "Storefront Web | Nobody can buy.")},
    "slos": {
        "slo": rows(
            "name target window kind",
            "Availability | 99.9% | 30 days | Availability",
            "Error rate | < 0.1% | 24 hours | Error rate",
            "Latency p99 | < 100ms | 5 minutes | Latency",
        )
    },
    "disaster_recovery": {
        "rto": "< 1 hour", "rto_how": "Multi-AZ, failover",
        "rpo": "< 5 minutes", "rpo_how": "WAL, replication",
        "disaster_scenario": [{
            "name": "Region failure", "expected_time": "< 30 min", "owner": "On-call",
            "steps": [step("DNS failover to DR region", "make failover", "dr.example.com answers")],
        }],
    },
}  # fmt: skip
