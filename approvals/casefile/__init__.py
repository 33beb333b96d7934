"""What people read of one case: its history, its papers, and what office and applicant say about it."""
