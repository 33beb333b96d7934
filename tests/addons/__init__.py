"""Tests of the plugins in addons."""
