"""Whom a text names and in which role: the grammar that bylines, credits, signatures and source lines share."""
