"""Characters recognised from images: scans, and PDF pages whose text layer cannot be used (extra ``baoku[ocr]``)."""
