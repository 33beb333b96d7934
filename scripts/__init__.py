"""Set-up and gate commands, behind the targets of the Makefile."""
