"""Tests of approvals.cases."""
