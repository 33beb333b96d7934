"""Letters and e-certificates: what the office issues, numbered, drawn, handed out and verified."""
