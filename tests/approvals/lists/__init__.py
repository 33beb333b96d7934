"""Tests of approvals.lists."""
