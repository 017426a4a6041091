"""PDF files: characters with their places from the text layer, pictures and drawn rules."""
