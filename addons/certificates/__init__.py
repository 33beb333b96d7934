"""Certificates: their types, the ledger of those issued, and how long each is valid."""
