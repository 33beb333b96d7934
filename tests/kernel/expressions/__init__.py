"""The language of rules."""
