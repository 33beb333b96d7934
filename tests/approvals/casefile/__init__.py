"""Tests of approvals.casefile."""
