"""A sheet brought to a register: matched to its fields, tried out and undone, then carried in row by row."""
