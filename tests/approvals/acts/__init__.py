"""Tests of approvals.acts."""
