"""A definition on the drawing board: what can be done to it, what was done, and by whom."""
