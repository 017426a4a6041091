"""One file's way: read, parsed, enriched, indexed, filed."""
