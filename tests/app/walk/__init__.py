"""A walk through the whole application as everybody there is: what it finds by itself, and what it saw."""
