"""A chain on the drawing board: what can be done to it, and what may be set at each of its nodes."""
