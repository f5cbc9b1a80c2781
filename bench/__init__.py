"""What the portal costs beside the barest thing that could do the same, in one run."""
