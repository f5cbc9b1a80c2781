"""Where every heading, table column and bold label of the two seeds went.

By seed, then by the heading a label stands under; "" is the heading itself. A target is a place in the
template: `chapter monitoring`, a section (`alerts`), a group or a field (`alerts.alert.condition`), or what
the portal itself writes (`portal guid`, `portal review`).
"""

from __future__ import annotations

Targets = str | tuple[str, ...]

PARAMETER = "parameters.parameter"
METRIC = "metrics.metric"
ALERT = "alerts.alert"
ISSUE = "common_issues.issue"
RUNBOOK = "runbooks.runbook"
RECOVERY = "recovery_procedures.recovery_procedure"
DISASTER = "disaster_recovery.disaster_scenario"

METRIC_COLUMNS: dict[str, Targets] = {
    "Metric": f"{METRIC}.name",
    "Source": f"{METRIC}.source",
    "Alert Threshold": f"{METRIC}.condition",
    "Severity": f"{METRIC}.severity",
}
ALERT_LABELS: dict[str, Targets] = {
    "": (ALERT, f"{ALERT}.name"),
    "Condition": f"{ALERT}.condition",
    "Severity": f"{ALERT}.severity",
    "Notification": f"{ALERT}.notification",
    "Runbook": f"{ALERT}.runbook",
}
ISSUE_LABELS: dict[str, Targets] = {
    "": (ISSUE, f"{ISSUE}.name"),
    "Symptoms": f"{ISSUE}.symptoms",
    "Diagnosis": f"{ISSUE}.diagnosis",
    "Resolution": f"{ISSUE}.resolution",
    "Prevention": f"{ISSUE}.prevention",
}
RUNBOOK_LABELS: dict[str, Targets] = {
    "": (RUNBOOK, f"{RUNBOOK}.name"),
    "When to use": f"{RUNBOOK}.when",
    "Steps": (
        f"{RUNBOOK}.diagnosis",
        f"{RUNBOOK}.resolution",
        f"{RUNBOOK}.verification",
        f"{RUNBOOK}.follow_up",
    ),
    "Escalation": (f"{RUNBOOK}.escalate_after", f"{RUNBOOK}.escalate_to"),
}

GUIDE: dict[str, dict[str, Targets]] = {
    "Operations & Deployment Specification Guide": {"": "overview"},
    "Principle": {"": "overview", "not optional": "overview"},
    "Environment Specification": {"": "chapter environments"},
    "Environment Matrix": {
        "": "environments.environment",
        "Attribute": "environments.environment.name",
        "Development": "environments.environment.name",
        "Staging": "environments.environment.name",
        "Production": "environments.environment.name",
        "Purpose": "environments.environment.purpose",
        "Data": "environments.environment.data",
        "Scale": "environments.environment.scale",
        "External services": "environments.environment.external_services",
        "Access": "environments.environment.access",
        "URL": "environments.environment.url",
    },
    "Provisioning": {
        "": (
            "environments.environment.method",
            "environments.environment.create",
            "environments.environment.teardown",
            "environments.environment.reset",
            "environments.environment.provisioning_time",
        ),
    },
    "Deployment Specification": {"": "chapter deployment"},
    "Deployment Architecture": {"": ("architecture.topology", "architecture.components")},
    "CI/CD Pipeline": {
        "": "pipeline.stage",
        "Per stage, specify:": (
            "pipeline.stage.trigger",
            "pipeline.stage.tools",
            "pipeline.stage.success",
            "pipeline.stage.failure",
            "pipeline.stage.timeout",
        ),
    },
    "Rollout Strategy": {
        "": "rollout",
        "Strategy": "rollout",
        "Specification": "rollout",
        "Method": "rollout.method",
        "Canary %": ("rollout.canary_step.percent", "rollout.canary_step.wait"),
        "Health check": ("rollout.endpoint", "rollout.response", "rollout.interval"),
        "Auto-rollback": ("rollout.rollback_trigger.metric", "rollout.rollback_trigger.condition"),
        "Manual rollback": ("rollout.manual_command", "rollout.manual_time"),
        "Database migrations": ("rollout.migrations", "rollout.compatible"),
    },
    "Configuration Specification": {"": "chapter configuration"},
    "Configuration Registry": {
        "": PARAMETER,
        "Every": PARAMETER,
        "Name": f"{PARAMETER}.name",
        "Type": f"{PARAMETER}.type",
        "Default": f"{PARAMETER}.default",
        "Required": f"{PARAMETER}.required",
        "Description": f"{PARAMETER}.description",
        "Allowed Values": f"{PARAMETER}.allowed",
        "Sensitive": f"{PARAMETER}.sensitive",
    },
    "Configuration Hierarchy": {"": "hierarchy.level.name"},
    "Feature Flags": {
        "": "feature_flags.feature_flag",
        "Flag": "feature_flags.feature_flag.name",
        "Default": "feature_flags.feature_flag.default",
        "Description": "feature_flags.feature_flag.description",
        "Rollout Plan": "feature_flags.feature_flag.rollout",
    },
    "Monitoring Specification": {"": "chapter monitoring"},
    "Key Metrics": {"": "metrics"},
    "System Metrics": {"": f"{METRIC}.category"} | METRIC_COLUMNS,
    "Application Metrics": {"": f"{METRIC}.category"} | METRIC_COLUMNS,
    "Business Metrics": {"": f"{METRIC}.category"} | METRIC_COLUMNS,
    "AI-Specific Metrics (if applicable)": {"": (f"{METRIC}.category", "metrics.ai_excused")}
    | METRIC_COLUMNS,
    "Dashboard Specification": {
        "": "dashboards.dashboard",
        "Dashboard": "dashboards.dashboard.name",
        "Audience": "dashboards.dashboard.audience",
        "Key Panels": "dashboards.dashboard.panels",
        "System Health": "dashboards.dashboard.name",
        "Business": "dashboards.dashboard.name",
        "AI/Agent": "dashboards.dashboard.name",
    },
    "Logging Specification": {"": "logging"},
    "Log Format": {"": "logging.format"},
    "Logging Levels": {
        "": "logging.log_level",
        "Level": "logging.log_level.level",
        "Use For": "logging.log_level.use",
        "Examples": "logging.log_level.examples",
    },
    "PII in Logs": {
        "": ("logging.never", "logging.mask", "logging.allowed"),
        "Never": "logging.never",
        "Mask": ("logging.mask.what", "logging.mask.how", "logging.mask.scope"),
        "Allowed": "logging.allowed",
    },
    "Scaling Specification": {"": "chapter scaling"},
    "Scaling Strategy": {
        "": "scaling_strategy.scaling_rule",
        "Component": "scaling_strategy.scaling_rule.component",
        "Scaling Type": "scaling_strategy.scaling_rule.type",
        "Trigger": (
            "scaling_strategy.scaling_rule.trigger",
            "scaling_strategy.scaling_rule.metric",
        ),
        "Min": "scaling_strategy.scaling_rule.minimum",
        "Max": "scaling_strategy.scaling_rule.maximum",
        "Cooldown": "scaling_strategy.scaling_rule.cooldown",
    },
    "Resource Limits Per Container": {
        "": "resource_limits.resource_limit",
        "Service": "resource_limits.resource_limit.service",
        "CPU Request": "resource_limits.resource_limit.cpu_request",
        "CPU Limit": "resource_limits.resource_limit.cpu_limit",
        "Memory Request": "resource_limits.resource_limit.memory_request",
        "Memory Limit": "resource_limits.resource_limit.memory_limit",
    },
    "Disaster Recovery": {"": ("chapter backup", "chapter disaster-recovery")},
    "Backup Specification": {
        "": "backup_strategy.backup",
        "Data Store": "backup_strategy.backup.store",
        "Method": "backup_strategy.backup.method",
        "Frequency": "backup_strategy.backup.frequency",
        "Retention": "backup_strategy.backup.retention",
        "Tested": "backup_strategy.backup.tested",
    },
    "Recovery Objectives": {
        "": "disaster_recovery",
        "Metric": ("disaster_recovery.rto", "disaster_recovery.rpo"),
        "Target": ("disaster_recovery.rto", "disaster_recovery.rpo"),
        "How Achieved": ("disaster_recovery.rto_how", "disaster_recovery.rpo_how"),
    },
    "Recovery Procedures": {
        "": RECOVERY,
        "Scenario": f"{RECOVERY}.name",
        "Procedure": f"{RECOVERY}.steps",
        "Expected Time": f"{RECOVERY}.expected_time",
        "Owner": f"{RECOVERY}.owner",
    },
    "Runbook Template": {"": "chapter runbooks"},
    "Runbook: [Scenario Name]": {"": (RUNBOOK, f"{RUNBOOK}.name")},
    "Symptoms": {"": f"{RUNBOOK}.when"},
    "Impact": {"": f"{RUNBOOK}.impact"},
    "Diagnosis Steps": {"": f"{RUNBOOK}.diagnosis"},
    "Resolution Steps": {"": (f"{RUNBOOK}.resolution", f"{RUNBOOK}.verification")},
    "Escalation": {
        "": (f"{RUNBOOK}.escalate_after", f"{RUNBOOK}.escalate_to", f"{RUNBOOK}.data_loss")
    },
    "Prevention": {"": f"{RUNBOOK}.prevention"},
}

TEMPLATE: dict[str, dict[str, Targets]] = {
    "Operations Specification: [Feature Name]": {
        "": "header.name",
        "GUID": "portal guid",
        "Version": "portal version",
        "Status": "portal status",
        "Last Updated": "portal updated",
    },
    "Overview": {"": ("chapter overview", "overview.overview")},
    "Deployment": {"": "chapter deployment"},
    "Prerequisites": {
        "": (
            "prerequisites.infrastructure",
            "prerequisites.services",
            "prerequisites.configuration",
        ),
    },
    "Deployment Steps": {
        "": "deployment_steps",
        "Pre-deployment": "deployment_steps.pre_deployment",
        "Deployment": "deployment_steps.deployment",
        "Post-deployment": (
            "deployment_steps.post_deployment",
            "deployment_steps.rollback_criteria",
        ),
    },
    "Rollback Procedure": {
        "": ("rollback.steps", "rollback.verification"),
        "RTO": "rollback.rto",
        "RPO": "rollback.rpo",
    },
    "Configuration Management": {"": "chapter configuration"},
    "Configuration Files": {"": ("config_files.config_file.path", "config_files.config_file")},
    "Configuration Parameters": {
        "": PARAMETER,
        "Parameter": f"{PARAMETER}.name",
        "Description": f"{PARAMETER}.description",
        "Default": f"{PARAMETER}.default",
        "Production Value": f"{PARAMETER}.production",
    },
    "Environment Variables": {
        "": ("env_variables.env_variable.name", "env_variables.env_variable.value"),
    },
    "Secrets": {
        "": "secrets.secret",
        "Secret 1": ("secrets.secret.name", "secrets.secret.stored", "secrets.secret.injected"),
        "Secret 2": ("secrets.secret.name", "secrets.secret.stored", "secrets.secret.injected"),
    },
    "Monitoring": {"": "chapter monitoring"},
    "Health Checks": {
        "": "health_checks.health_check",
        "Endpoint": "health_checks.health_check.endpoint",
        "Check Frequency": "health_checks.health_check.frequency",
        "Success Criteria": (
            "health_checks.health_check.status",
            "health_checks.health_check.response_time",
        ),
    },
    "Metrics": {
        "": METRIC,
        "Metric": f"{METRIC}.name",
        "Type": f"{METRIC}.type",
        "Threshold": f"{METRIC}.threshold",
        "Alert Condition": f"{METRIC}.condition",
    },
    "Logging": {
        "": "logging",
        "Log Level": "logging.level",
        "Structured Logging Format": "logging.format",
        "Important Events to Log": "logging.events",
    },
    "Alerts": {"": "alerts"},
    "Alert 1: [Alert Name]": ALERT_LABELS,
    "Alert 2: [Alert Name]": ALERT_LABELS,
    "Scaling": {"": "chapter scaling"},
    "Horizontal Scaling": {
        "": (
            "horizontal_scaling.possible",
            "horizontal_scaling.considerations",
            "horizontal_scaling.triggers",
        ),
    },
    "Vertical Scaling": {
        "": ("vertical_scaling.requirements", "vertical_scaling.limits", "vertical_scaling.when"),
    },
    "Capacity Planning": {"": ("capacity.load", "capacity.growth", "capacity.recommendations")},
    "Backup & Recovery": {"": "chapter backup"},
    "Backup Strategy": {
        "": (
            "backup_strategy.backup.what",
            "backup_strategy.backup.frequency",
            "backup_strategy.backup.retention",
            "backup_strategy.backup.location",
        ),
    },
    "Recovery Procedures": {
        "": (f"{RECOVERY}.detection", f"{RECOVERY}.steps", f"{RECOVERY}.validation"),
        "Scenario 1": f"{RECOVERY}.name",
        "Scenario 2": f"{RECOVERY}.name",
    },
    "Maintenance": {"": "chapter maintenance"},
    "Routine Maintenance": {
        "": "routine_maintenance.maintenance_task.task",
        "Daily": "routine_maintenance.maintenance_task.cadence",
        "Weekly": "routine_maintenance.maintenance_task.cadence",
        "Monthly": "routine_maintenance.maintenance_task.cadence",
    },
    "Upgrade Procedure": {"": "upgrade.steps"},
    "Database Migrations": {
        "": (
            "database_migrations.strategy",
            "database_migrations.rollback",
            "database_migrations.validation",
        ),
    },
    "Troubleshooting": {"": "chapter troubleshooting"},
    "Common Issues": {"": "common_issues"},
    "Issue 1: [Problem]": ISSUE_LABELS,
    "Issue 2: [Problem]": ISSUE_LABELS,
    "Debug Mode": {"": "debug_mode.commands"},
    "Runbooks": {"": ("chapter runbooks", "runbooks")},
    "Runbook 1: [Scenario]": RUNBOOK_LABELS,
    "Runbook 2: [Scenario]": RUNBOOK_LABELS,
    "Dependencies": {"": "chapter dependencies"},
    "Upstream Dependencies": {
        "": "upstream.upstream_service",
        "Service 1": ("upstream.upstream_service.name", "upstream.upstream_service.failure"),
        "Service 2": ("upstream.upstream_service.name", "upstream.upstream_service.failure"),
    },
    "Downstream Dependencies": {
        "": "downstream.downstream_service",
        "Service 1": ("downstream.downstream_service.name", "downstream.downstream_service.impact"),
        "Service 2": ("downstream.downstream_service.name", "downstream.downstream_service.impact"),
    },
    "SLOs (Service Level Objectives)": {
        "": ("chapter slos", "slos.slo"),
        "Metric": "slos.slo.name",
        "Target": "slos.slo.target",
        "Measurement Window": "slos.slo.window",
    },
    "Disaster Recovery": {
        "": ("chapter disaster-recovery", "disaster_recovery"),
        "RTO": "disaster_recovery.rto",
        "RPO": "disaster_recovery.rpo",
        "Disaster Scenarios": DISASTER,
        "Scenario 1": (f"{DISASTER}.name", f"{DISASTER}.steps"),
        "Scenario 2": (f"{DISASTER}.name", f"{DISASTER}.steps"),
    },
    "Related Specifications": {
        "": ("chapter related", "related.related_spec.path"),
        "Business": "related.related_spec.category",
        "Functional": "related.related_spec.category",
        "Technical": "related.related_spec.category",
        "Security": "related.related_spec.category",
        "Operations Review": "portal review",
    },
}
