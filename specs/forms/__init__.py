"""The forms of the desk that are not sections of a specification."""
