"""Tests of approvals.chains."""
