"""The chapters of a specification: the `##` of the export, each one page of the editor."""

from __future__ import annotations

import enum


class Chapter(enum.Enum):
    """The `##` chapters of a specification, in order: slug, heading, short title, and what the page is for."""

    OVERVIEW = ("overview", "Overview", "Overview", "What this is, who runs it and who is called.")
    ENVIRONMENTS = (
        "environments",
        "Environments",
        "Environments",
        "Where it runs, and how each place is made and unmade.",
    )
    DEPLOYMENT = (
        "deployment",
        "Deployment",
        "Deployment",
        "How a change reaches production, and how it is taken back.",
    )
    CONFIGURATION = (
        "configuration",
        "Configuration Management",
        "Configuration",
        "Everything that can be set from outside, and where each secret lives.",
    )
    MONITORING = (
        "monitoring",
        "Monitoring",
        "Monitoring",
        "How you will know it is healthy, and who is told when it is not.",
    )
    SCALING = ("scaling", "Scaling", "Scaling", "How it grows with load, and where growth ends.")
    BACKUP = (
        "backup",
        "Backup & Recovery",
        "Backup and recovery",
        "What is kept safe, and how it comes back.",
    )
    MAINTENANCE = (
        "maintenance",
        "Maintenance",
        "Maintenance",
        "What has to be done regularly, and how it is upgraded.",
    )
    TROUBLESHOOTING = (
        "troubleshooting",
        "Troubleshooting",
        "Troubleshooting",
        "What tends to go wrong, and how to look closer.",
    )
    RUNBOOKS = (
        "runbooks",
        "Runbooks",
        "Runbooks",
        "What the person who was paged does, step by step.",
    )
    DEPENDENCIES = (
        "dependencies",
        "Dependencies",
        "Dependencies",
        "What it needs, and who needs it.",
    )
    SLOS = (
        "slos",
        "SLOs (Service Level Objectives)",
        "SLOs",
        "What users are promised, as numbers.",
    )
    DISASTER_RECOVERY = (
        "disaster-recovery",
        "Disaster Recovery",
        "Disaster recovery",
        "What happens when a region, a cluster or the data is lost.",
    )
    RELATED = (
        "related",
        "Related Specifications",
        "Related specifications",
        "The other specifications of the same feature.",
    )

    def __init__(self, slug: str, heading: str, title: str, purpose: str) -> None:
        self.slug, self.heading, self.title, self.purpose = slug, heading, title, purpose
