"""Tests of the plugin notices."""
