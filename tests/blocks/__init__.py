"""The laws of the lenses."""
