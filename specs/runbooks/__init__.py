"""Runbooks as a person reads them at night: pure functions over a Document."""
