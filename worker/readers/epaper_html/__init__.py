"""Saved pages of the web editions of newspapers: a page of an issue with its areas, and the articles it links to."""
