"""What people, enterprises and offices are told, kept for them to read here."""
