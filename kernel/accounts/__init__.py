"""Accounts: made, proved by their passwords, changed; whoever makes accounts goes through here."""

from kernel.accounts.accounts import account_id, add_account, role_id, set_password
from kernel.accounts.passwords import LONGEST, RULES, SHORTEST, complaint
from kernel.accounts.proving import Act, Candidate, Patience, candidate, note, note_sign_in, proved

__all__ = [
    "LONGEST",
    "RULES",
    "SHORTEST",
    "Act",
    "Candidate",
    "Patience",
    "account_id",
    "add_account",
    "candidate",
    "complaint",
    "note",
    "note_sign_in",
    "proved",
    "role_id",
    "set_password",
]
