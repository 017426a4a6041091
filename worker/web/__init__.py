"""The reading room: search and read in the browser. Pages are HTML without JavaScript, the same answers are JSON."""
