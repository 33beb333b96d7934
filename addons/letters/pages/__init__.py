"""The pages of letters: what is downloaded, and what everybody may verify."""
