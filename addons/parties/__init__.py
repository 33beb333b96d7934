"""People, enterprises and offices: who they are, and which users stand for them."""
