"""The REST API under `/api/v1/`: the same doors as the pages, for programs with a token."""
