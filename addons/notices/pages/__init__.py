"""The pages of notices: the mailbox, and the bell in the header of every page."""
