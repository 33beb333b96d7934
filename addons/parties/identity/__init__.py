"""Whose account this is: self-registered accounts, proof of identity, claims on enterprises."""
