"""Exports: files of records, each an article, as crawlers and data sets write them."""
