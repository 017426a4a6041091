"""Names: people, places and organisations, found by a small trained tagger and settled by rules."""
