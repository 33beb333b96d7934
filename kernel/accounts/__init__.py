"""Accounts: made, proved by their passwords, changed; whoever makes accounts goes through here."""

from kernel.accounts.accounts import (
    account_id,
    add_account,
    close,
    rename,
    reopen,
    role_id,
    set_password,
    used_before,
)
from kernel.accounts.challenge import Challenge
from kernel.accounts.hashing import Hashed, hashed
from kernel.accounts.passwords import LONGEST, RULES, SHORTEST, complaint, generated, rules
from kernel.accounts.proving import Act, Candidate, Patience, candidate, note, note_sign_in, proved

__all__ = [
    "LONGEST",
    "RULES",
    "SHORTEST",
    "Act",
    "Candidate",
    "Challenge",
    "Hashed",
    "Patience",
    "account_id",
    "add_account",
    "candidate",
    "close",
    "complaint",
    "generated",
    "hashed",
    "note",
    "note_sign_in",
    "proved",
    "rename",
    "reopen",
    "role_id",
    "rules",
    "set_password",
    "used_before",
]
