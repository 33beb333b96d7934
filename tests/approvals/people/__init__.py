"""Tests of approvals.people."""
