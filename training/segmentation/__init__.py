"""Fits the weights of the segmentation from annotated pages."""
