"""Labelled lines made articles: decks, bodies, captions, jumps, and every line accounted for."""
