"""The reading by costs set by hand: it decides on long pages of text that it is sure of."""
