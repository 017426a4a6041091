"""From single characters with their places to lines: what the PDF reader and the OCR reader share."""
