"""Segmentation learnt from annotated pages: pieces, features, and the model that labels them."""
