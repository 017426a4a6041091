"""Captions, and rows of pictures with them."""
