"""The types of fields that come with forms; one file each."""
