"""What a line says of itself, each told by one module: bylines, source lines, page headers, boxes, captions."""
