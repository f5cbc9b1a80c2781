"""The tests of the portal: one file per behaviour."""
