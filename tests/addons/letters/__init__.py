"""Tests of letters and e-certificates."""
