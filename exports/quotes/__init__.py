"""Quotes and the styles they are set in."""
