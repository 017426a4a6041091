"""Organisations beyond their name: which kind of body each is, and the one form it has across an archive."""
