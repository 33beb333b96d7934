"""The pickers: fields whose answer is an office, a region, a person, an enterprise, an employment, a post or a trade."""
