"""Tests of the pages of forms."""
