"""The supervisor: one listening socket, the servers on it, the scheduler, and their renewal."""
