"""What a printed page carries besides its articles: mastheads, page headers, boxes, tables."""
