"""What web sites, libraries and databases print around a text, and what they print twice."""
