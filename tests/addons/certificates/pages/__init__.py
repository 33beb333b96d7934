"""Tests of addons.parties.pages."""
