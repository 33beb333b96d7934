"""Tests of forms that leave for elsewhere."""
