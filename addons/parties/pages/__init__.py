"""The pages of parties: registering oneself, proving who one is, windows, claims, registers."""
