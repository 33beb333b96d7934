"""The pages of applicants and enterprises, one module for each place they go to."""
