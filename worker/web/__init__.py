"""The reading room: search and read in the browser."""
