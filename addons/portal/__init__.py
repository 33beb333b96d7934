"""The plugin with the pages of those who come with a request: applicants and enterprises."""
