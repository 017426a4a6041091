"""Which line belongs to which part of which article: features, costs, and the best path over a page."""
