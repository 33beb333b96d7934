"""The pages of forms: files by their links, and the designer."""
