"""Proposals on both databases."""
