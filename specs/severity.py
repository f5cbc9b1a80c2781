"""The four severities; an organisation maps each to a label and a channel."""

SEVERITIES = ("Critical", "High", "Medium", "Low")
