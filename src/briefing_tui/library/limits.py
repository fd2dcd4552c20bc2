"""How much a library takes, so that no file stalls it (promises F1 and P1)."""

SIZE_LIMIT = 4 * 1024 * 1024
"""Bytes of an issue's file: an issue is text only."""
