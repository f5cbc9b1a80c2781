"""Reading files of the service itself: what they say, where they say it, and nothing that is secret."""
