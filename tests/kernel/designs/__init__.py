"""Tests of the kernel's boards."""
