"""Tests of the set-up and gate commands."""
