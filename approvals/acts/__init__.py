"""What is done to a case: each act is decided by the engine, written in one transaction, and told to whom it concerns."""
