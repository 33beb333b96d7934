"""The doctor: looks at everything an installation needs and says how to mend what is not well."""
