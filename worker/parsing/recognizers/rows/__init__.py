"""Items in a row, told by what repeats: marks, titles, signatures, excerpts."""
