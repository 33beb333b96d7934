"""Installs, upgrades and removals: what takes part, what would be done, and doing it."""
