"""Approvals: who does what in which order, and how a case comes to its end."""
