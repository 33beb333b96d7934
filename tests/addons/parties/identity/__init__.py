"""Tests of addons.parties.identity."""
