"""Forms leave for elsewhere: as a pack, as JSON Schema, and as whatever an exporter at the seam writes."""
