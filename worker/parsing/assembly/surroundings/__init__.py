"""What a page prints around its articles and is none."""
