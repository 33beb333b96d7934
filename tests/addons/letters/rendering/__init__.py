"""Tests of the drawing of documents."""
