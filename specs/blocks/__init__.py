"""Two-way lenses: every shape of the export, written and read by the same object."""
