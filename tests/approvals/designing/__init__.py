"""Tests of the drawing board of chains."""
