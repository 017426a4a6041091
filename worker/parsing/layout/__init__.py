"""Where text stands: lines and the space around them, columns, wrapping, reading order."""
