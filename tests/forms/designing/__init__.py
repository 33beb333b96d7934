"""Tests of the drawing board of forms."""
