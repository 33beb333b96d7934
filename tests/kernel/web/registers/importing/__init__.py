"""Imports of registers."""
