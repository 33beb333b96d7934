"""Chains as values: a body is read into a tree of steps, and the versions that cases run on are kept compiled."""
