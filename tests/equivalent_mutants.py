"""Mutants of the readiness rules that no test can tell from the rule, each with the reason."""

TOO_FAR = "if year > 9000 or wait.nanoseconds > 10**20:"
NEVER = "Both sides are centuries away: such a restore is due after every day there is."
DIGITS = "The products of real promises have fewer digits than either."

EQUIVALENT: dict[tuple[str, str, str], str] = {
    ("emptiness", "if isinstance(value, list):", "if not: isinstance(value, list)"):
        "Whether a text or a list is gone through, something comes out if there is something.",
    ("private_logs", 'yield self.says(f"Never log {found[1].lower()}", text, "logging.-.allowed", part)',
     "1 -> 0"): "What stands around the word is looked at and not taken: both are the same text.",
    ("backups", TOO_FAR, "wait.nanoseconds > 10 ** 20 -> wait.nanoseconds >= 10 ** 20"): NEVER,
    ("backups", TOO_FAR, "year > 9000 -> year >= 9000"): NEVER,
    **{("backups", TOO_FAR, change): NEVER for change in (
        "10 -> 11", "10 -> 9", "20 -> 19", "20 -> 21", "9000 -> 8999", "9000 -> 9001")},
    **{("ceilings", "with localcontext(prec=60):", change): DIGITS for change in (
        "60 -> 59", "60 -> 61")},
}  # fmt: skip
