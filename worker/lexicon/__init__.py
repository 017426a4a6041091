"""Facts about newspapers and names, one copy each: data files with their sources, read by parsing and enrichment."""
