"""Tests of conditions as people build and read them."""
