"""Web archives: WARC, ARC, and what packs them."""
