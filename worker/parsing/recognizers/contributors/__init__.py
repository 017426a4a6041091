"""Who wrote and who took the pictures: bylines, credits, signatures."""
