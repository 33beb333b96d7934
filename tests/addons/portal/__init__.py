"""Tests of the plugin with the pages of applicants and enterprises."""
