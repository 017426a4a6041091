"""From a file's bytes to documents: one small reader a format, found by what the file is rather than by its name."""
