"""What becomes of a file that is imported, as a report of many has it."""

IMPORTED, RECOGNISED, FAILED, SAME = "imported", "recognised", "failed", "same"
"""SAME: the library has had an issue that says the very same."""
