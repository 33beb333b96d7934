"""Forms: what is asked, of whom, under which rules."""
