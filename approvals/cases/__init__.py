"""Cases as they are on record: the rows, the statements of an act, and what is read of them."""
